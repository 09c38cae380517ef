/** What is said when a run did not release all that it was to release. */

/** @param apps at least one */
export const describeNotReleased = (apps: readonly string[]): string =>
  `${apps.join(', ')} ${apps.length === 1 ? 'was' : 'were'} planned and not released by this run, so ${apps.length === 1 ? 'it is' : 'they are'} not deployed.`;

/** @param apps at least one */
export const describeUnchanged = (apps: readonly string[]): string =>
  `${apps.join(', ')}: built again and unchanged, so what is deployed stays.`;

/** Why nothing at all is deployed. */
export const describeHeld = (apps: readonly string[], released: number): string =>
  released === 0
    ? `Nothing is deployed: nothing was released. ${describeNotReleased(apps)}`
    : `Nothing is deployed, as "partial" is "hold". ${describeNotReleased(apps)}`;
