/**
 * The part of facet.js (github.com/kgscialdone/facet) that counter_facet.ts uses, written anew, as
 * facet.js is on no package registry: `<template component="x-a">` defines an element, and a
 * `<script on="click">` in it is run at that event, with `host` for the element.
 */
for (const template of document.querySelectorAll("template[component]")) {
  class Component extends HTMLElement {
    connectedCallback() {
      const content = template.content.cloneNode(true);
      for (const script of content.querySelectorAll("script[on]")) {
        const run = new Function("host", "event", script.textContent);
        script.parentElement.addEventListener(script.getAttribute("on"), (e) => run(this, e));
        script.remove();
      }
      this.attachShadow({ mode: "open" }).append(content);
    }
  }
  customElements.define(template.getAttribute("component"), Component);
}
