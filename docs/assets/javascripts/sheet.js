// @ts-check
/** A page made to be printed: shows its button, for without a script it could do nothing. */

import { start as keepOffline } from "./offline/register.js";

keepOffline();

for (const button of document.querySelectorAll("button[data-print]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => print());
}
