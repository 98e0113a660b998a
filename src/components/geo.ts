import type {ProjectionOptions} from "@observablehq/plot";
import type {GeoPermissibleObjects} from "d3";

/** Outlines of the 27 federative units, by their two-letter codes. */
export type StateShapes = {type: "FeatureCollection"; features: (GeoPermissibleObjects & {id: string})[]};

/**
 * The same as data/states.json has them, to be small: the rings of each unit's polygons in hundredths of a degree, longitudes and latitudes by
 * turns, each but the first pair told by its difference to the one before.
 */
export type Outlines = Record<string, number[][][]>;

export function readShapes(outlines: Outlines): StateShapes {
  const features = Object.entries(outlines).map(([id, polygons]) => {
    const coordinates = polygons.map((rings) => rings.map(readRing));
    return {type: "Feature" as const, id, properties: null, geometry: {type: "MultiPolygon" as const, coordinates}};
  });
  return {type: "FeatureCollection", features};
}

function readRing(steps: readonly number[]): [number, number][] {
  let [x, y] = [0, 0];
  return Array.from({length: steps.length / 2}, (_, i) => {
    x += steps[2 * i]!;
    y += steps[2 * i + 1]!;
    return [x / 100, y / 100];
  });
}

/** True to area, with the middle of Brazil in the middle. */
export function projectBrazil(shapes: StateShapes): ProjectionOptions {
  return {type: "azimuthal-equal-area", rotate: [54, 15], domain: shapes as GeoPermissibleObjects};
}

/** The country is about as high as it is wide. */
export function sizeMap(width: number, height = 520): {width: number; height: number} {
  return {width, height: Math.min(height, Math.round(width * 0.98))};
}
