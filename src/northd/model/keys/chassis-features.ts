/**
 * What the ovn-controllers of a network can do, as they announce it in Chassis:other_config. ovn-northd writes what all of them
 * understand. Without chassis, it assumes everything (northd/en-global-config.c, build_chassis_features()).
 */
import { type Diagnostic, warning } from '../../../base/diagnostic.ts';
import { always, type Presence, type Release, since, until } from '../../../ovn/release/release.ts';
import { isTrue } from '../../../ovn/schema/option-values.ts';
import type { SbRow } from '../../../ovn/schema/sb.ts';

/** The features that flows depend on. */
const FEATURES = [
  'ct-commit-nat-v2',
  'ct-commit-to-zone',
  'ct-label-flush',
  'ct-next-zone',
  'ct-state-save',
  'ovn-sample-with-registers',
] as const;

export type ChassisFeature = (typeof FEATURES)[number];
export type HasFeature = (name: ChassisFeature) => boolean;

/** Features whose older flows udon does not write, with the releases that still look at them. */
const NOT_FOLLOWED: Readonly<Record<string, Presence>> = {
  'ct-no-masked-label': until('24.09.0'),
  'ovn-ct-lb-related': until('24.09.0'),
};

/** The releases that look at each feature; before, their flows do not need it. */
const PRESENCES: Readonly<Record<ChassisFeature, Presence>> = {
  'ct-commit-nat-v2': always,
  'ct-commit-to-zone': since('24.03.2', '24.09.0'),
  'ct-label-flush': since('25.03.0'),
  'ct-next-zone': since('24.03.4', '24.09.1', '25.03.0'),
  'ct-state-save': since('24.03.6', '24.09.3', '25.03.1', '25.09.0'),
  'ovn-sample-with-registers': since('24.09.0'),
};

type Chassis = Pick<SbRow<'Chassis'>, 'name' | 'other_config'>;

/** What every chassis of the own zone has. `chassis` is empty without a southbound database. */
export function chassisFeatures(
  chassis: readonly Chassis[],
  release: Release,
  report: (found: Diagnostic) => void,
): HasFeature {
  const own = chassis.filter(({ other_config }) => !isTrue(other_config, 'is-remote'));
  const lackOf = (name: string) => own.find(({ other_config }) => !isTrue(other_config, name));
  for (const [name, present] of Object.entries(NOT_FOLLOWED)) {
    const lacking = present(release) ? lackOf(name) : undefined;
    if (lacking) report(notFollowed(lacking.name, name, release));
  }
  const missing = new Set<ChassisFeature>(FEATURES.filter(name => PRESENCES[name](release) && lackOf(name)));
  return name => !missing.has(name);
}

const notFollowed = (chassis: string, feature: string, release: Release): Diagnostic =>
  warning(
    'chassis-feature',
    `chassis ${chassis} lacks ${feature}: OVN ${release} writes older flows for it, which udon does not make`,
  );
