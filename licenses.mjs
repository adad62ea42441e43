/** The licenses of packages that are bundled: what is bundled keeps its license. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * The license of each package that `modules`, paths of files, are from.
 * @param {readonly string[]} modules
 * @returns {string[]}
 */
export function licensesOf(modules) {
  const folders = new Set(modules.flatMap(id => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
  return [...folders].sort().map(licenseOf);
}

/**
 * Adds licenses to a file that has others.
 * @param {string} path
 * @param {readonly string[]} licenses
 */
export function addLicenses(path, licenses) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, [text, ...licenses.filter(license => !text.includes(license))].join('\n'));
}

/** @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find(file => /^licen[cs]e/i.test(file));
  const text = file ? readFileSync(`${folder}/${file}`, 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text}`;
}
