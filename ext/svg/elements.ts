/** A function for each element of SVG that is not a shape. */
import { makeTag, type Tag } from "../../mod.ts";
import type { SvgAttrs } from "./attrs.ts";

/** Makes `<animate>`. */
export const Animate: Tag<SvgAttrs> = makeTag("animate");
/** Makes `<animateMotion>`. */
export const AnimateMotion: Tag<SvgAttrs> = makeTag("animateMotion");
/** Makes `<animateTransform>`. */
export const AnimateTransform: Tag<SvgAttrs> = makeTag("animateTransform");
/** Makes `<clipPath>`. */
export const ClipPath: Tag<SvgAttrs> = makeTag("clipPath");
/** Makes `<defs>`. */
export const Defs: Tag<SvgAttrs> = makeTag("defs");
/** Makes `<desc>`. */
export const Desc: Tag<SvgAttrs> = makeTag("desc");
/** Makes `<feBlend>`. */
export const FeBlend: Tag<SvgAttrs> = makeTag("feBlend");
/** Makes `<feColorMatrix>`. */
export const FeColorMatrix: Tag<SvgAttrs> = makeTag("feColorMatrix");
/** Makes `<feComponentTransfer>`. */
export const FeComponentTransfer: Tag<SvgAttrs> = makeTag("feComponentTransfer");
/** Makes `<feComposite>`. */
export const FeComposite: Tag<SvgAttrs> = makeTag("feComposite");
/** Makes `<feConvolveMatrix>`. */
export const FeConvolveMatrix: Tag<SvgAttrs> = makeTag("feConvolveMatrix");
/** Makes `<feDiffuseLighting>`. */
export const FeDiffuseLighting: Tag<SvgAttrs> = makeTag("feDiffuseLighting");
/** Makes `<feDisplacementMap>`. */
export const FeDisplacementMap: Tag<SvgAttrs> = makeTag("feDisplacementMap");
/** Makes `<feDistantLight>`. */
export const FeDistantLight: Tag<SvgAttrs> = makeTag("feDistantLight");
/** Makes `<feDropShadow>`. */
export const FeDropShadow: Tag<SvgAttrs> = makeTag("feDropShadow");
/** Makes `<feFlood>`. */
export const FeFlood: Tag<SvgAttrs> = makeTag("feFlood");
/** Makes `<feFuncA>`. */
export const FeFuncA: Tag<SvgAttrs> = makeTag("feFuncA");
/** Makes `<feFuncB>`. */
export const FeFuncB: Tag<SvgAttrs> = makeTag("feFuncB");
/** Makes `<feFuncG>`. */
export const FeFuncG: Tag<SvgAttrs> = makeTag("feFuncG");
/** Makes `<feFuncR>`. */
export const FeFuncR: Tag<SvgAttrs> = makeTag("feFuncR");
/** Makes `<feGaussianBlur>`. */
export const FeGaussianBlur: Tag<SvgAttrs> = makeTag("feGaussianBlur");
/** Makes `<feImage>`. */
export const FeImage: Tag<SvgAttrs> = makeTag("feImage");
/** Makes `<feMerge>`. */
export const FeMerge: Tag<SvgAttrs> = makeTag("feMerge");
/** Makes `<feMergeNode>`. */
export const FeMergeNode: Tag<SvgAttrs> = makeTag("feMergeNode");
/** Makes `<feMorphology>`. */
export const FeMorphology: Tag<SvgAttrs> = makeTag("feMorphology");
/** Makes `<feOffset>`. */
export const FeOffset: Tag<SvgAttrs> = makeTag("feOffset");
/** Makes `<fePointLight>`. */
export const FePointLight: Tag<SvgAttrs> = makeTag("fePointLight");
/** Makes `<feSpecularLighting>`. */
export const FeSpecularLighting: Tag<SvgAttrs> = makeTag("feSpecularLighting");
/** Makes `<feSpotLight>`. */
export const FeSpotLight: Tag<SvgAttrs> = makeTag("feSpotLight");
/** Makes `<feTile>`. */
export const FeTile: Tag<SvgAttrs> = makeTag("feTile");
/** Makes `<feTurbulence>`. */
export const FeTurbulence: Tag<SvgAttrs> = makeTag("feTurbulence");
/** Makes `<filter>`. */
export const Filter: Tag<SvgAttrs> = makeTag("filter");
/** Makes `<foreignObject>`. */
export const ForeignObject: Tag<SvgAttrs> = makeTag("foreignObject");
/** Makes `<g>`. */
export const G: Tag<SvgAttrs> = makeTag("g");
/** Makes `<image>`. */
export const Image: Tag<SvgAttrs> = makeTag("image");
/** Makes `<linearGradient>`. */
export const LinearGradient: Tag<SvgAttrs> = makeTag("linearGradient");
/** Makes `<marker>`. */
export const Marker: Tag<SvgAttrs> = makeTag("marker");
/** Makes `<mask>`. */
export const Mask: Tag<SvgAttrs> = makeTag("mask");
/** Makes `<metadata>`. */
export const Metadata: Tag<SvgAttrs> = makeTag("metadata");
/** Makes `<mpath>`. */
export const Mpath: Tag<SvgAttrs> = makeTag("mpath");
/** Makes `<pattern>`. */
export const Pattern: Tag<SvgAttrs> = makeTag("pattern");
/** Makes `<radialGradient>`. */
export const RadialGradient: Tag<SvgAttrs> = makeTag("radialGradient");
/** Makes `<set>`. */
export const SetTag: Tag<SvgAttrs> = makeTag("set");
/** Makes `<stop>`. */
export const Stop: Tag<SvgAttrs> = makeTag("stop");
/** Makes `<switch>`. */
export const Switch: Tag<SvgAttrs> = makeTag("switch");
/** Makes `<symbol>`. */
export const SymbolTag: Tag<SvgAttrs> = makeTag("symbol");
/** Makes `<textPath>`. */
export const TextPath: Tag<SvgAttrs> = makeTag("textPath");
/** Makes `<tspan>`. */
export const Tspan: Tag<SvgAttrs> = makeTag("tspan");
/** Makes `<use>`. */
export const Use: Tag<SvgAttrs> = makeTag("use");
/** Makes `<view>`. */
export const View: Tag<SvgAttrs> = makeTag("view");
