import type {ProjectionOptions} from "@observablehq/plot";
import type {GeoPermissibleObjects} from "d3";

/** Outlines of the 27 federative units, by their two-letter codes: data/states.json. */
export type StateShapes = {type: "FeatureCollection"; features: (GeoPermissibleObjects & {id: string})[]};

/** True to area, with the middle of Brazil in the middle. */
export function projectBrazil(shapes: StateShapes): ProjectionOptions {
  return {type: "azimuthal-equal-area", rotate: [54, 15], domain: shapes as GeoPermissibleObjects};
}

/** The country is about as high as it is wide. */
export function sizeMap(width: number, height = 520): {width: number; height: number} {
  return {width, height: Math.min(height, Math.round(width * 0.98))};
}
