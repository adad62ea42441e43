/** The page on the sample must-gather, by keyboard: VMs, one of them, an explanation, a trace, flows, and an expression. */
import { readFileSync, statSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserFault } from '../library/browser.ts';
import { ROOT, udon } from '../support/udon.ts';
import { onPage, openByKeyboard, tabTo } from './page.ts';

const MUST_GATHER = `${ROOT}/samples/must-gather.tar.gz`;

test('the page is one file below 2 MB, whose policy allows no connection', () => {
  expect(statSync(`${ROOT}/dist/udon.html`).size).toBeLessThan(2_000_000);
  const text = readFileSync(`${ROOT}/dist/udon.html`, 'utf8');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)!;
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; worker-src blob:; base-uri 'none'; form-action 'none'$/,
  );
});

const title = browserFault ? `in a browser (skipped: ${browserFault})` : 'in a browser';

describe.skipIf(browserFault)(title, () => {
  test('all questions about a must-gather are asked by keyboard', () =>
    onPage(async page => {
      await openByKeyboard(page, MUST_GATHER);
      await page.getByRole('link', { name: 'proj2/fedora-3' }).waitFor();
      await seesMachines(page);
      await opensMachine(page);
      await explains(page);
      await traces(page);
      await searchesFlows(page);
      await parses(page);
    }));

  test('a VM without a lease shows the reason, its owner and what to do', () =>
    onPage(async page => {
      await openByKeyboard(page, `${ROOT}/samples/doctor/dropped-by-acl.yaml`);
      await tabTo(page, 'proj2/fedora-1');
      await page.keyboard.press('Enter');
      await page.getByText('What to do').waitFor();
      const text = await page.locator('main').innerText();
      expect(text).toContain('no lease: an ACL drops the request');
      expect(text).toContain('dropped-by-acl');
      expect(text).toContain('let the policy allow UDP from port 68 of the guest to port 67');
      expect(text).toContain('default deny (Egress) of the NetworkPolicies in namespace proj2');
      expect(await page.evaluate('location.hash')).toBe('#vm=proj2/fedora-1');
    }));

  test('several files that are dropped are one snapshot', () =>
    onPage(async page => {
      const folder = `${ROOT}/test/recordings/networks/25.03.0/a-primary-l2`;
      await drop(page, [`${folder}/nb.db`, `${folder}/sb.db`]);
      await page.getByRole('link', { name: 'proj2/fedora-1' }).waitFor();
      expect(await page.locator('header .open p').getAttribute('title')).toBe(
        'read: sb.db (southbound database), nb.db (northbound database)',
      );
      await page.getByRole('link', { name: 'Flows' }).click();
      await page.getByText(/^\d+ flows$/).waitFor();
    }));

  test('what cannot be read is said, and others can be opened after it', () =>
    onPage(async page => {
      await openByKeyboard(page, `${ROOT}/LICENSE`);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain(
        'LICENSE:2:34: Implicit keys need to be on a single line',
      );
      await openByKeyboard(page, `${ROOT}/test/recordings/frames/vm.pcap`, 'Open others');
      await page.getByText('vm.pcap:1:1: the text is not in UTF-8 here').waitFor();
      await openByKeyboard(page, MUST_GATHER);
      await page.getByRole('link', { name: 'proj2/fedora-3' }).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    }));

  test('the report on an answer is saved as a page of its own', () =>
    onPage(async page => {
      await page.locator('input[type=file]').first().setInputFiles(MUST_GATHER);
      await page.getByRole('link', { name: 'proj2/fedora-1' }).click();
      await page.getByText('OFFER').first().waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save report' }).click(),
      ]);
      const report = readFileSync((await download.path())!, 'utf8');
      expect(download.suggestedFilename()).toBe('udon-machine-proj2-fedora-1.html');
      expect(report).toContain("default-src 'none'");
      expect(report).toContain('leased 172.22.0.6 for 3500 s by 169.254.1.1');
      expect(report).toContain('udon dhcp -f must-gather.tar.gz proj2/fedora-1');
    }));

  test('a deep link opens its view, with the names only', () =>
    onPage(async page => {
      await page.locator('input[type=file]').first().setInputFiles(MUST_GATHER);
      await page.getByText('cannot open TCP 172.22.0.7:8080').waitFor();
      expect(await page.evaluate('location.hash')).toBe('#explain?from=fedora-1&to=web-0&protocol=tcp%2F8080');
    }, '#explain?from=fedora-1&to=web-0&protocol=tcp%2F8080'));
});

async function seesMachines(page: Page): Promise<void> {
  const rows = await page.locator('tbody tr').allInnerTexts();
  expect(
    rows.map(row =>
      row
        .split('\t')
        .slice(0, 4)
        .map(cell => cell.trim()),
    ),
  ).toEqual([
    ['proj2/fedora-3', 'default', '172.22.0.11', '• leased by virt-launcher'],
    ['proj2/windows-1', 'default', '10.0.2.2', '• leased by virt-launcher'],
    ['proj2/fedora-1', 'default', '172.22.0.6', '✓ leased by OVN'],
    ['proj2/fedora-2', 'default', '172.22.0.9', '✓ leased by OVN'],
  ]);
  expect(await page.locator('.card').innerText()).toContain('4 VMs, 2 pods');
  await tabTo(page, 'Picture of the networks');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^Topology with 3 switches, 2 routers/ }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('virt-launcher');
  expect(await page.locator('tbody tr').count()).toBe(2);
}

/** A VM that OVN does not lease an address to. */
async function opensMachine(page: Page): Promise<void> {
  await tabTo(page, 'proj2/fedora-3');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'proj2/fedora-3' }).waitFor();
  const { stdout } = udon(['dhcp', '-f', MUST_GATHER, 'fedora-3']);
  await page.locator('.banner').waitFor();
  expect(await page.locator('.banner').innerText()).toContain(stdout.trim());
}

async function explains(page: Page): Promise<void> {
  await tabTo(page, 'Explain');
  await page.keyboard.press('Enter');
  await tabTo(page, 'From');
  await page.keyboard.type('fedora');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, 'To');
  await page.keyboard.type('web');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Protocol');
  await page.keyboard.type('tcp/8080');
  await page.keyboard.press('Enter');
  await page.getByText('cannot open TCP 172.22.0.7:8080').waitFor();
  const text = await page.locator('main').innerText();
  expect(text).toContain('dropped-by-default-deny');
  expect(text).toContain('NetworkPolicy proj2/allow-web selects web-0, but none of its 2 ingress rules allows this');
  expect(text).toContain('with the label role=client on pod virt-launcher-fedora-1-hs6zv');
}

async function traces(page: Page): Promise<void> {
  await tabTo(page, 'Trace this packet');
  await page.keyboard.press('Enter');
  await page.getByText('As ovn-trace prints it').waitFor();
  const microflow = await page.getByLabel('Microflow', { exact: true }).inputValue();
  const args = ['trace', '-f', MUST_GATHER, '--node', 'worker-0', '--ct-scenario', 'first', '--detailed', microflow];
  const text = await page.getByLabel('trace', { exact: true }).innerText();
  expect(text.trim()).toBe(udon(args).stdout.trim());
  // The packet is no part of the address.
  expect(await page.evaluate('location.hash')).toBe('#trace');
}

async function searchesFlows(page: Page): Promise<void> {
  await tabTo(page, 'Flows');
  await page.keyboard.press('Enter');
  await page.locator('.flow').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('put_dhcp_opts');
  const { stdout } = udon(['flows', MUST_GATHER, '--node', 'worker-0']);
  const count = stdout.match(/^.*put_dhcp_opts.*$/gm)!.length;
  await page.getByText(`${count} flows`, { exact: true }).waitFor();
}

async function parses(page: Page): Promise<void> {
  await tabTo(page, 'Paste a flow');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Match');
  await page.keyboard.type('ip4.src == 10.0.0.0/8 && tcp.dts == 80');
  await page.getByText("did you mean `tcp.dst'?").waitFor();
  const refused = await page.getByLabel('what is wrong').innerText();
  expect(refused).toContain(`${' '.repeat(25)}^^^^^^^\nSyntax error at \`tcp.dts' expecting field name.`);
  await page.getByLabel('Match', { exact: true }).fill('ip4.src == 10.0.0.0/8 && tcp.dst == 80');
  await tabTo(page, 'Packet, as a microflow');
  await page.keyboard.type('ip4.src == 10.1.2.3 && tcp.dst == 80');
  await page.getByText('matches', { exact: true }).waitFor();
}

/** Drops files as a file manager does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const files = paths.map(path => ({ name: path.split('/').at(-1)!, text: readFileSync(path, 'utf8') }));
  const data = await page.evaluateHandle(given => {
    const { DataTransfer, File } = globalThis as unknown as {
      DataTransfer: new () => { items: { add(file: object): void } };
      File: new (parts: readonly string[], name: string) => object;
    };
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}
