// @ts-check
/** Copies or shares the lasting address of a page, with the step or rule that the reader went to. */

/**
 * @param {HTMLElement} place holds the buttons, and in `data-op-link` the address
 */
export function start(place) {
  const copy = place.querySelector("[data-copy]");
  const share = place.querySelector("[data-share]");
  const said = place.querySelector("[role=status]");
  if (!(copy instanceof HTMLElement) || !(share instanceof HTMLElement) || !said) return;
  // Material changes the address while one scrolls, so what was chosen is remembered here.
  let chosen = location.hash;
  place.closest("article")?.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest(".headerlink") : null;
    if (link instanceof HTMLAnchorElement) chosen = link.hash;
  });
  const address = () => `${place.dataset.opLink}${chosen}`;

  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      said.textContent = `Copied: ${address()}`;
    } catch {
      said.textContent = `Copy this: ${address()}`;
    }
  });
  share.hidden = !("share" in navigator);
  share.addEventListener("click", async () => {
    try {
      await navigator.share({ title: document.title, url: address() });
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "AbortError") said.textContent = `Share this: ${address()}`;
    }
  });
  place.hidden = false;
}
