import { strictEqual } from "node:assert";
import { dropNames } from "../../release/names.ts";

Deno.test("calls that give a function the name it has are dropped", () => {
  strictEqual(
    dropNames(`function one() {
  return 1;
}
__name(one, "one");
const two = /* @__PURE__ */ __name(() => 2, "two");
let three;
three = /* @__PURE__ */ __name(function() {}, "three");
const all = { four: /* @__PURE__ */ __name(() => 4, "four") };
class Five {
  static {
    __name(this, "Five");
  }
  #six = /* @__PURE__ */ __name((own) => {
    return /* @__PURE__ */ __name(() => own, "own");
  }, "#six");
}
var Seven = class {
  static {
    __name(this, "Seven");
  }
};
`),
    `function one() {
  return 1;
}
const two = () => 2;
let three;
three = function() {};
const all = { four: () => 4 };
class Five {
  #six = (own) => {
    return () => own;
  };
}
var Seven = class {
};
`,
  );
});

Deno.test("calls that give another name stay at the top, and go inside of functions", () => {
  const kept = `function one2() {
}
__name(one2, "one");
const two2 = /* @__PURE__ */ __name(() => 2, "two");
var Three = class _Three {
  static {
    __name(this, "Three");
  }
  static make = () => new _Three();
};
`;
  strictEqual(dropNames(kept), kept);
  strictEqual(
    dropNames(`function outer() {
  const two2 = /* @__PURE__ */ __name(() => 2, "two");
  function one2() {
  }
  __name(one2, "one");
}
`),
    `function outer() {
  const two2 = () => 2;
  function one2() {
  }
}
`,
  );
});
