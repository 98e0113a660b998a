import {FileAttachment} from "observablehq:stdlib";
import type {SiteFile} from "./download.js";
import type {Query} from "./query.js";
import {findPart} from "./seller-parts.js";

/** The file that has what a query of the page of a seller finds for the seller it is about; none where none is chosen. */
export function sellerResults({params}: Query): SiteFile | undefined {
  const [seller] = params;
  return typeof seller === "number" ? parts[findPart(seller)] : undefined;
}

const parts = [
  FileAttachment("../data/sellers/00.json.gz"),
  FileAttachment("../data/sellers/01.json.gz"),
  FileAttachment("../data/sellers/02.json.gz"),
  FileAttachment("../data/sellers/03.json.gz"),
  FileAttachment("../data/sellers/04.json.gz"),
  FileAttachment("../data/sellers/05.json.gz"),
  FileAttachment("../data/sellers/06.json.gz"),
  FileAttachment("../data/sellers/07.json.gz"),
  FileAttachment("../data/sellers/08.json.gz"),
  FileAttachment("../data/sellers/09.json.gz"),
  FileAttachment("../data/sellers/10.json.gz"),
  FileAttachment("../data/sellers/11.json.gz"),
  FileAttachment("../data/sellers/12.json.gz"),
  FileAttachment("../data/sellers/13.json.gz"),
  FileAttachment("../data/sellers/14.json.gz"),
  FileAttachment("../data/sellers/15.json.gz"),
  FileAttachment("../data/sellers/16.json.gz"),
  FileAttachment("../data/sellers/17.json.gz"),
  FileAttachment("../data/sellers/18.json.gz"),
  FileAttachment("../data/sellers/19.json.gz"),
  FileAttachment("../data/sellers/20.json.gz"),
  FileAttachment("../data/sellers/21.json.gz"),
  FileAttachment("../data/sellers/22.json.gz"),
  FileAttachment("../data/sellers/23.json.gz"),
  FileAttachment("../data/sellers/24.json.gz"),
  FileAttachment("../data/sellers/25.json.gz"),
  FileAttachment("../data/sellers/26.json.gz"),
  FileAttachment("../data/sellers/27.json.gz"),
  FileAttachment("../data/sellers/28.json.gz"),
  FileAttachment("../data/sellers/29.json.gz"),
  FileAttachment("../data/sellers/30.json.gz"),
  FileAttachment("../data/sellers/31.json.gz")
];
