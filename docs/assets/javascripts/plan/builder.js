// @ts-check
/** The therapist's side: conditions, items, doses, notes, and what the client gets. */

import { showFlags } from "../check/answer.js";
import { nothingKnown, read as readConditions, write as writeConditions } from "../check/state.js";
import { make, short } from "../dom.js";
import { pageAt } from "../root.js";
import { makeChooser } from "./choose.js";
import { showClient, showDamage } from "./client.js";
import { makeGive } from "./give.js";
import { judge } from "./judge.js";
import { forClient } from "./link.js";
import { showRows } from "./rows.js";
import { showSheet } from "./sheet.js";
import { newItem, write } from "./state.js";

/** @typedef {import("./judge.js").Tables} Tables */
/** @typedef {import("./state.js").Plan} Plan */

/** Browsers refuse addresses that change too often. */
const WRITE_AFTER = 300;

/**
 * Show the builder inside `place`.
 * @param {HTMLElement} place
 * @param {Tables} tables
 * @param {Plan} plan changed as the therapist types
 */
export function showBuilder(place, tables, plan) {
  const { check } = tables;
  const names = new Map([...check.techniques, ...check.precautions, ...check.red_flags].map(({ id, name }) => [id, name]));
  let judgment = judge(tables, plan);
  let timer = 0;

  const notice = make("div", {});
  const known = make("div", {});
  const flags = make("div", {});
  const said = make("p", { class: "op-check__hint", role: "status" });
  const rows = make("ol", { class: "op-plan__rows" });
  const chooser = makeChooser(tables, toggle);
  const preview = make("div", { class: "op-plan__preview", hidden: true });
  const withConditions = make("input", { type: "checkbox", onchange: () => refreshGift() });
  const give = makeGive((id) => names.get(id) ?? id, showPreview);
  const sheet = make("div", { class: "op-plan__sheet", "aria-hidden": "true" });
  const steady = make(
    "div",
    {},
    make("h2", { id: "items" }, "Choose items"),
    chooser.view,
    make("h2", { id: "plan" }, "The plan"),
    said,
    rows,
    make("h3", {}, "For the whole plan"),
    makeText("textarea", "note", "Note for the client"),
    makeText("input", "by", "Your name and how to reach you (if you like)"),
    makeText("date", "on", "First day (if you like)"),
    make("h2", { id: "client" }, "For the client"),
    make("label", { class: "op-plan__tick" }, withConditions, " Put the conditions into the client’s link"),
    make("p", { class: "op-check__hint" }, "Without them, the link holds the items, your notes and the changes to make. A change or a note can still hint at a condition. With them, the client’s page names them and checks again."),
    give.view,
  );
  const builder = make("div", { class: "op-plan__builder" }, notice, make("h2", { id: "known" }, "What is known of the client"), known, makeTakeOver(), flags, steady);

  /**
   * @param {"textarea" | "input" | "date"} kind
   * @param {"note" | "by" | "on"} name
   * @param {string} label
   */
  function makeText(kind, name, label) {
    const id = `op-plan-${name}`;
    const typing = () => {
      plan[name] = field.value;
      typed();
    };
    const field = kind === "textarea" ? make("textarea", { id, rows: "3", dir: "auto", oninput: typing }) : make("input", { id, type: kind === "date" ? "date" : "text", dir: "auto", oninput: typing });
    field.value = plan[name];
    return make("div", { class: "op-plan__field" }, make("label", { for: id }, label), field);
  }

  function makeTakeOver() {
    const field = make("input", { id: "op-plan-take", type: "text", autocomplete: "off", spellcheck: "false" });
    const told = make("p", { class: "op-check__hint", role: "status" });
    const take = (/** @type {Event} */ event) => {
      event.preventDefault();
      const { yes, unsure, other } = readConditions(field.value.replace(/^[^#]*/, ""), check.renamed);
      if (!field.value.includes("#") || ![yes, unsure, other].some((found) => found.length)) {
        told.textContent = "No condition could be read from this. Copy the whole address of the checker’s page.";
        return;
      }
      field.value = "";
      told.textContent = "Taken over from the checker.";
      Object.assign(plan, { yes, unsure, other });
      changed();
    };
    return make(
      "form",
      { class: "op-plan__take", onsubmit: take },
      make("div", { class: "op-plan__field" }, make("label", { for: "op-plan-take" }, "The checker’s link"), field),
      make("button", { type: "submit", class: "md-button" }, "Take over from the checker"),
      told,
    );
  }

  function showKnown() {
    const { assessed, client } = judgment;
    const named = [
      ...[...client.flags, ...client.precautions].filter((id) => !client.unsure.includes(id)).map((id) => `${names.get(id) ?? id}${plan.unsure.includes(id) ? " (not sure)" : ""}`),
      ...client.unsure.map((id) => `${names.get(id) ?? id} (not sure)`),
      ...client.unknown.map((words) => `${short(words)} (not known to this site, so not assessed)`),
    ];
    const fragment = writeConditions({ ...nothingKnown(), yes: plan.yes, unsure: plan.unsure, other: plan.other });
    known.replaceChildren(
      assessed
        ? make("ul", { class: "op-plan__known" }, ...named.map((words) => make("li", { dir: "auto" }, words)))
        : make("div", { class: "op-plan__warning", role: "note", "data-nothing-assessed": true }, make("p", {}, make("strong", {}, "No condition is named, so nothing was assessed. "), "That is not a yes. Every item keeps its own warning, and the client reads it.")),
      make("p", {}, make("a", { href: pageAt(`check/${fragment ? `#${fragment}` : ""}`) }, assessed ? "Change the conditions in the checker" : "Name the conditions in the checker first"), ". There, “Make a home plan” leads back."),
    );
  }

  function showPreview() {
    const gift = forClient(plan, judgment, withConditions.checked);
    const content = make("div", {});
    preview.replaceChildren(make("p", { class: "op-plan__buttons" }, make("button", { type: "button", class: "md-button", onclick: leave }, "Back to the builder")), content);
    showClient(content, tables, gift, judge(tables, gift));
    builder.hidden = true;
    preview.hidden = false;
    preview.querySelector("button")?.focus();
    place.scrollIntoView({ block: "start" });
    function leave() {
      builder.hidden = false;
      preview.hidden = true;
      preview.replaceChildren();
      give.view.querySelectorAll("button")[give.view.querySelectorAll("button").length - 1]?.focus();
    }
  }

  /** @param {string} id */
  function toggle(id) {
    if (plan.items.some((item) => item.id === id)) {
      plan.items = plan.items.filter((item) => item.id !== id);
      return changed();
    }
    const preset = judgment.items.get(id)?.care.preset;
    plan.items.push({ ...newItem(id), hold: preset?.seconds ?? null, breaths: preset?.breaths ?? null, times: preset?.times ?? null });
    changed();
  }

  function writeAddress() {
    clearTimeout(timer);
    const fragment = write(plan);
    history.replaceState(history.state, "", location.pathname + location.search + (fragment ? `#${fragment}` : ""));
  }

  function typed() {
    clearTimeout(timer);
    timer = setTimeout(() => place.isConnected && writeAddress(), WRITE_AFTER);
    refreshGift();
  }

  function changed() {
    writeAddress();
    render();
  }

  function refreshGift() {
    // Of a damaged plan nothing is handed on before somebody has looked at it.
    const gift = forClient(plan.damaged ? { ...plan, items: [] } : plan, judgment, withConditions.checked);
    give.refresh(gift);
    sheet.replaceChildren(...(gift.items.length ? showSheet(tables, gift, judge(tables, gift), new Date()) : []));
  }

  function render() {
    judgment = judge(tables, plan);
    notice.replaceChildren(
      ...[showDamage(plan), plan.damaged && make("p", { class: "op-plan__buttons" }, make("button", { type: "button", class: "md-button", onclick: trust }, "I have checked the conditions and the items"))].filter((part) => part instanceof Node),
    );
    showKnown();
    flags.replaceChildren(...(judgment.client.flags.length ? [...showFlags(check, judgment.client.flags, { ...nothingKnown(), yes: plan.yes, unsure: plan.unsure }), make("p", {}, "With a red flag no plan is offered.")] : []));
    steady.hidden = judgment.client.flags.length > 0;
    chooser.refresh(judgment, plan.items.map(({ id }) => id));
    rows.replaceChildren(
      ...showRows(tables, plan, judgment, typed, (items, key) => {
        plan.items = items;
        changed();
        const next = rows.querySelector(`[data-key="${key}"]:not(:disabled)`) ?? rows.querySelector(`[data-key$="${key.replace(/^\D+/, "")}"]:not(:disabled)`) ?? rows.querySelector("button:not(:disabled)") ?? document.getElementById("op-plan-find");
        if (next instanceof HTMLElement) next.focus();
        said.textContent = `${plan.items.length} in the plan.`;
      }),
    );
    said.textContent = plan.items.length ? `${plan.items.length} in the plan.` : "Nothing is in the plan yet.";
    refreshGift();
  }

  function trust() {
    plan.damaged = plan.newer = false;
    plan.unread = [];
    changed();
    place.querySelector("h2")?.scrollIntoView();
  }

  place.replaceChildren(builder, preview, sheet);
  render();
}
