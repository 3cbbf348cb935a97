// @ts-check
/** The home plan page: the address's fragment decides whether it is the therapist's builder or the client's view. */

import { loadData } from "../data.js";
import { make } from "../dom.js";
import { pageAt } from "../root.js";
import { showBuilder } from "./builder.js";
import { showClient } from "./client.js";
import { judge } from "./judge.js";
import { showSheet } from "./sheet.js";
import { read, write } from "./state.js";

/**
 * Start the page inside `place`.
 * @param {HTMLElement} place
 */
export async function start(place) {
  place.dataset.opPlan = "loading";
  /** @type {import("./judge.js").Tables} */
  let tables;
  try {
    const [plan, check] = await Promise.all([loadData("plan/table.json"), loadData("check/table.json")]);
    tables = { plan, check };
  } catch {
    place.replaceChildren(make("p", { role: "alert" }, "The home plan could not be loaded. The pages of the techniques say the same."));
    return;
  }
  show();
  addEventListener("hashchange", function follow() {
    if (!place.isConnected) return removeEventListener("hashchange", follow);
    if (location.hash.includes("=")) show();
  });

  function show() {
    const plan = read(location.hash, tables.check.renamed);
    const note = make("p", { class: "op-note" });
    if (plan.edit) {
      note.textContent = "Nothing is stored and nothing is sent: no account, no server. The whole plan stands in this page’s address, after the #. Bookmark it to keep it. Whoever has the client’s link can read the plan.";
      const inside = make("div", {});
      place.replaceChildren(note, inside);
      showBuilder(inside, tables, plan);
    } else {
      note.textContent = "This page stores nothing and sends nothing. Your plan stands in the link that you opened. Keep the link to keep the plan.";
      const inside = make("div", { class: "op-plan__client" });
      const judgment = judge(tables, plan);
      const sheet = make("div", { class: "op-plan__sheet", "aria-hidden": "true" }, ...(plan.damaged ? [] : showSheet(tables, plan, judgment, new Date())));
      const edit = make("a", { href: pageAt(`plan/#${write({ ...plan, edit: true })}`) }, "Change this plan (for therapists)");
      place.replaceChildren(
        inside,
        make("p", { class: "op-plan__buttons" }, !plan.damaged && make("button", { type: "button", class: "md-button", onclick: () => print() }, "Print this plan")),
        note,
        make("p", { class: "op-check__hint" }, !plan.damaged && edit, ` Data ${tables.plan.version}.`),
        sheet,
      );
      showClient(inside, tables, plan, judgment);
    }
    place.dataset.opPlan = "ready";
    place.dataset.mode = plan.edit ? "builder" : "client";
  }
}
