// @ts-check
/**
 * Leaves steps within a page to the browser. Material's instant navigation fetches the page again at the first of them and
 * swaps its content: what the reader opened is closed, and the place that was gone to may be out of sight.
 *
 * A classic script in the head, for it has to listen before Material does.
 */
"use strict";

{
  let shown = location.pathname;
  const look = () => {
    shown = location.pathname;
  };

  addEventListener(
    "click",
    ({ target }) => {
      const link = target instanceof Element ? target.closest("a") : null;
      // Material passes over links with a target.
      if (link && link.hash && !link.target && link.href === `${location.href.split("#")[0]}${link.hash}`) link.target = "_self";
      setTimeout(look); // Material has changed the address by then
    },
    true,
  );

  addEventListener("popstate", (event) => {
    const here = location.pathname === shown;
    look();
    if (!here) return;
    event.stopImmediatePropagation();
    // Material, once it has fetched a page, has the browser scroll no more, and leaves in the state where the reader was.
    if (history.scrollRestoration === "manual" && typeof event.state?.y === "number") scrollTo(0, event.state.y);
  });
}
