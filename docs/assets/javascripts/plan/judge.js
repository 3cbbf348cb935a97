// @ts-check
/** Which items remain for a client: the checker's verdict on each, and nothing of its own. */

import { clientOf, verdict } from "../check/verdict.js";
import { LEFT } from "../check/answer.js";

/** @typedef {import("../check/verdict.js").Table} CheckTable */
/** @typedef {import("../check/verdict.js").Technique} Technique */
/** @typedef {import("../check/verdict.js").Verdict} Verdict */
/** @typedef {import("./state.js").Plan} Plan */
/** @typedef {{ seconds: number | null, breaths: number | null, times: number | null }} Preset */
/** @typedef {{ do: string, cue: string | null, hold: string | null, timer: Preset | null }} Step */
/** @typedef {{ id: string, caution: string, title: string, about: string, stop: string }} Banner */
/** @typedef {{ id: string, name: string, also: string[], url: string, short: string, type: string, summary: string, equipment: string[], time: string, dose: string, preset: Preset, steps: Step[], no_steps: string | null, expect: string[], stop_signs: string[], advised_against: string | null, figure: { file: string, alt: string } | null, banner: Banner }} Care */
/** @typedef {{ format: number, version: string, items: Care[] }} PlanTable */
/** @typedef {{ plan: PlanTable, check: CheckTable }} Tables */

/**
 * An item as it stands for one client.
 * @typedef {object} Judged
 * @property {Care} care
 * @property {Technique} technique
 * @property {Verdict} verdict
 * @property {boolean} open whether it may be offered
 * @property {string[]} changes to make, for the conditions that are named
 */

/**
 * @typedef {object} Judgment
 * @property {import("../check/verdict.js").Client} client
 * @property {boolean} assessed whether any condition was named
 * @property {Map<string, Judged>} items by id
 */

/**
 * @param {Tables} tables
 * @param {{ yes: string[], unsure: string[], other: string[] }} conditions
 * @returns {Judgment}
 */
export function judge({ plan, check }, conditions) {
  const client = clientOf(check, conditions);
  const assessed = [client.precautions, client.unsure, client.unknown, client.flags].some((named) => named.length);
  const techniques = new Map(check.techniques.map((technique) => [technique.id, technique]));
  /** @type {Map<string, Judged>} */
  const items = new Map();
  for (const care of plan.items) {
    const technique = techniques.get(care.id);
    if (!technique) continue;
    const found = verdict(check, technique, client);
    const open = !care.advised_against && !client.flags.length && (!assessed || LEFT.includes(found.level));
    const changes = [...new Set(found.reasons.flatMap(({ change }) => change ?? []))];
    items.set(care.id, { care, technique, verdict: found, open, changes });
  }
  return { client, assessed, items };
}

/**
 * Return why an item is out, worst first, in whole sentences.
 * @param {CheckTable} check
 * @param {Judged} judged
 * @returns {string[]}
 */
export function whyOut(check, { verdict: { level, reasons, notAssessed } }) {
  const names = new Map(check.precautions.map(({ id, name }) => [id, name]));
  const leading = reasons.filter((reason) => reason.level === level);
  const told = leading.map(({ precaution, reason }) => (precaution === null ? reason : `${names.get(precaution) ?? precaution}: ${reason}`));
  if (level === "not-assessed") told.push(...notAssessed.map(([id]) => `${names.get(id) ?? id}: not assessed`));
  return [...new Set(told)];
}
