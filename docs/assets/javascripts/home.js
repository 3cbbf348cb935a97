// @ts-check
/** Opens Material's search from the button on the home page. */

function start() {
  for (const button of document.querySelectorAll("button[data-op-search][hidden]")) {
    if (!(button instanceof HTMLButtonElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const toggle = document.getElementById("__search");
      const field = document.querySelector("[data-md-component=search-query]");
      if (toggle instanceof HTMLInputElement && !toggle.checked) toggle.click();
      if (field instanceof HTMLInputElement) field.focus();
    });
  }
}

// Material swaps pages without a reload and announces each one here.
const pages = /** @type {{ document$?: { subscribe: (run: () => void) => void } }} */ (window).document$;
if (pages) pages.subscribe(start);
else start();
