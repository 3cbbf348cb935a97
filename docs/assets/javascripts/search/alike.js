// @ts-check
/** Words that people use for one another here. */

import { stem } from "./words.js";

const ALIKE = [
  "belly stomach tummy abdomen abdominal",
  "doctor gp physician clinician",
  "massage rub rubbing",
  "pop click snap clunk pops clicks snaps popping clicking snapping",
  "hurt pain ache sore hurts painful aching hurting soreness",
  "push press pressure squeeze poke dig",
  "butt buttock glute gluteal bum backside",
  "trousers pants clothes clothing undress underwear",
  "swollen swelling puffy",
  "numb numbness",
  "tight stiff tightness stiffness",
  "broken break fracture fractured",
  "surgery operation op surgical operated",
  "period menstrual menstruation",
  "pregnant pregnancy expecting",
  "child kid teen teenager adolescent son daughter children",
  "old older elderly frail",
  "pee urine urinate wee urinary",
  "heart cardiac",
  "kidney renal",
  "womb uterus uterine",
  "injection shot inject",
  "fat overweight obese",
  "thin skinny slim",
  "cry tears crying",
  "bruise hematoma bruising",
  "tear torn rupture ruptured",
  "bleed bleeding hemorrhage",
  "clot thrombosis",
  "research evidence study paper trial",
  "lump bulge",
  "faint dizzy lightheaded fainted fainting passed",
  "vomit vomiting nausea",
  "fever temperature feverish",
  "spine spinal",
  "exercise workout",
  "tool hook gadget",
  "stop quit end",
  "appointment session visit",
  "scare frighten scared afraid",
];

/** @type {Map<string, Set<string>>} */
const GROUPS = new Map();
for (const line of ALIKE) {
  const stems = new Set(line.split(" ").map(stem));
  for (const key of stems) GROUPS.set(key, new Set([...(GROUPS.get(key) ?? []), ...stems]));
}

/**
 * Return the stems of the words that are used for the word with this stem, itself not among them.
 * @param {string} key
 * @returns {string[]}
 */
export function alike(key) {
  return [...(GROUPS.get(key) ?? [])].filter((other) => other !== key);
}
