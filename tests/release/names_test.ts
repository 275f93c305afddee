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
    const { seven = /* @__PURE__ */ __name(() => own, "seven") } = own;
    return seven;
  }, "#six");
}
var Eight = class {
  static {
    __name(this, "Eight");
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
    const { seven = () => own } = own;
    return seven;
  };
}
var Eight = class {
};
`,
  );
});

Deno.test("calls that give another name stay", () => {
  const kept = `function one2() {
  const two2 = /* @__PURE__ */ __name(() => 2, "two");
  const used = /* @__PURE__ */ __name(function() {}, "three");
}
__name(one2, "one");
var Four = class _Four {
  static {
    __name(this, "Four");
  }
  static make = () => new _Four();
};
`;
  strictEqual(dropNames(kept), kept);
});
