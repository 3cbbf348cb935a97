// @ts-check
/** Handing the plan over: link, QR code, print. */

import { make } from "../dom.js";
import { qrCode } from "../qr/svg.js";
import { addressOf, LIMIT, tooLong } from "./link.js";

/** @typedef {import("./state.js").Plan} Plan */

/**
 * Make the panel. `refresh` shows it for the plan as the client gets it.
 * @param {(id: string) => string} nameOf
 * @param {() => void} look shows the plan as the client sees it
 */
export function makeGive(nameOf, look) {
  let address = "";
  const said = make("p", { class: "op-check__said", role: "status" });
  const field = make("input", { id: "op-plan-link", type: "text", readonly: true, onfocus: () => field.select() });
  const count = make("p", { class: "op-check__hint" });
  const over = make("div", { role: "alert" });
  const code = make("div", { class: "op-plan__qr" });
  const button = (/** @type {string} */ words, /** @type {() => void} */ press) => make("button", { type: "button", class: "md-button", onclick: press }, words);
  const buttons = make("p", { class: "op-plan__buttons" }, button("Copy the link", copy), "share" in navigator && button("Share", share), button("Print for the client", () => print()), button("See it as the client does", look));
  const nothing = make("p", {}, "Add an item that remains for this person; then the link stands here.");
  const whole = make("div", {}, make("div", { class: "op-plan__field" }, make("label", { for: "op-plan-link" }, "The client’s link"), field), count, over, buttons, said, code);

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "The link is copied.";
    } catch {
      field.select();
      said.textContent = "The browser does not let this page copy. The link is marked: copy it yourself.";
    }
  }
  async function share() {
    try {
      await navigator.share({ title: "Your home plan", url: address });
    } catch {
      said.textContent = "";
    }
  }

  /** @param {Plan} plan */
  function refresh(plan) {
    nothing.hidden = plan.items.length > 0;
    whole.hidden = !plan.items.length;
    address = addressOf(plan);
    field.value = address;
    said.textContent = "";
    count.textContent = `${address.length} of ${LIMIT} characters that fit into a QR code.`;
    const { over: much, gains } = tooLong(plan, nameOf);
    over.replaceChildren(
      ...(much
        ? [
            make(
              "div",
              { class: "op-plan__warning", "data-over": String(much) },
              make("p", {}, make("strong", {}, `Too long for a QR code by ${much} characters. `), "The link itself still works. For a QR code, shorten or leave out:"),
              make("ul", {}, ...gains.map(({ what, gain }) => make("li", {}, `${what} (${gain} characters)`))),
            ),
          ]
        : []),
    );
    code.replaceChildren(...(much ? [] : [qrCode(address, "QR code of the client’s link")]));
  }
  return { view: make("div", {}, nothing, whole), refresh };
}
