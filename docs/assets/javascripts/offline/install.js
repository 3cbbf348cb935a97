// @ts-check
/** The browser's offer to install the site, kept for the page that has a button for it. */

/** @typedef {Event & { prompt: () => Promise<unknown> }} Offer */

/** @type {Offer | null} */
let offer = null;

/** Keep the offer when it comes, instead of a bar of the browser's over the page. */
export function listenForOffer() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = /** @type {Offer} */ (event);
  });
  addEventListener("appinstalled", () => {
    offer = null;
  });
}

export const offered = () => offer !== null;

/** Ask the browser to install; it asks the reader. An offer holds once. */
export async function install() {
  await offer?.prompt();
  offer = null;
}
