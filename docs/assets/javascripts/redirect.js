// @ts-check
/** On a page that leads on: go there, with the fragment of this address where it has one. */

const link = document.querySelector("a");
if (link) {
  if (location.hash) link.hash = location.hash;
  location.replace(link.href);
}
