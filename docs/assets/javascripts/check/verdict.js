// @ts-check
/**
 * The verdict for a technique and a client: the worst of the rows that Python worked out (`macros.checker`). No rule is
 * written here.
 */

/** @typedef {"avoid" | "clearance" | "adapt" | "not-assessed" | "none"} Level */
/** @typedef {{ precaution: string | null, level: Level, reason: string, change: string | null, basis: string | null, sources: string[] }} Ruling */
/** @typedef {{ level: Level, level_if_unsure: Level, reasons: [number, string[]][], not_assessed: string[] }} Row */
/** @typedef {{ id: string, name: string, url: string, caution: string, performer: string, positions: string[], equipment: string[], touches_abdomen: boolean, demands: string[], alternatives: string[], alone: { level: Level, reasons: [number, string[]][] }, verdicts: Record<string, Row> }} Technique */
/** @typedef {{ id: string, kind: "precaution", name: string, also: string[], icd10: string[], url: string, group: string, ask: string }} Precaution */
/** @typedef {{ id: string, kind: "red-flag", name: string, also: string[], icd10: string[], url: string, ask: string, urgency: string, do_now: string, say: string, do_not: string[] }} RedFlag */
/** @typedef {{ format: number, version: string, levels: { id: Level, label: string, short: string, meaning: string }[], unsure: { level: Level, reason: string }, groups: Record<string, string>, words: Record<string, string>, demands: Record<string, string>, sources: Record<string, { name: string, url: string }>, red_flags: RedFlag[], precautions: Precaution[], techniques: Technique[], rulings: Ruling[], renamed: Record<string, string> }} Table */

/**
 * A client, sorted by what the table knows.
 * @typedef {{ precautions: string[], unsure: string[], flags: string[], unknown: string[] }} Client
 */

/** @typedef {{ level: Level, precaution: string | null, demands: string[], reason: string, change: string | null, basis: string | null, sources: string[] }} Reason */
/** @typedef {{ level: Level, reasons: Reason[], notAssessed: [string, string][] }} Verdict */

/**
 * Sort what was answered. A red flag that was answered "not sure" counts as one.
 * @param {Table} table
 * @param {{ yes: string[], unsure: string[], other: string[] }} state
 * @returns {Client}
 */
export function clientOf(table, { yes, unsure, other }) {
  const precautions = new Set(table.precautions.map(({ id }) => id));
  const flags = new Set(table.red_flags.map(({ id }) => id));
  const all = [...yes, ...unsure];
  return {
    precautions: yes.filter((id) => precautions.has(id)),
    unsure: unsure.filter((id) => precautions.has(id)),
    flags: all.filter((id) => flags.has(id)),
    unknown: [...all.filter((id) => !precautions.has(id) && !flags.has(id)), ...other],
  };
}

/**
 * @param {Table} table
 * @param {Technique} technique
 * @param {Client} client
 * @returns {Verdict} its reasons worst first
 */
export function verdict(table, technique, client) {
  const order = table.levels.map(({ id }) => id);
  const unsure = [...new Set(client.unsure)];
  const sure = [...new Set(client.precautions)].filter((id) => !unsure.includes(id));
  const unknown = [...new Set(client.unknown)];
  /** @type {Level[]} */
  const levels = [];
  /** @type {Reason[]} */
  const reasons = technique.alone.reasons.map(([place, demands]) => ({ ...table.rulings[place], demands }));
  /** @type {[string, string][]} */
  const notAssessed = unknown.flatMap((id) => technique.demands.map((demand) => /** @type {[string, string]} */ ([id, demand])));
  for (const id of [...sure, ...unsure]) {
    const row = technique.verdicts[id];
    levels.push(unsure.includes(id) ? row.level_if_unsure : row.level);
    if (unsure.includes(id)) {
      reasons.push({ ...table.unsure, precaution: id, demands: [], change: null, basis: null, sources: [] });
    }
    reasons.push(...row.reasons.map(([place, demands]) => ({ ...table.rulings[place], demands })));
    notAssessed.push(...row.not_assessed.map((demand) => /** @type {[string, string]} */ ([id, demand])));
  }
  if (!levels.length) levels.push(technique.alone.level);
  if (unknown.length) levels.push("not-assessed");
  if (client.flags.length) levels.push("avoid");
  const rank = (/** @type {Level} */ level) => order.indexOf(level);
  reasons.sort((a, b) => rank(a.level) - rank(b.level));
  return { level: levels.reduce((worst, level) => (rank(level) < rank(worst) ? level : worst)), reasons, notAssessed };
}
