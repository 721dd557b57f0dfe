package dev.merapi.bench.report.page;

/** A part of the page with a heading that the contents at the top lead to. */
interface Section {

  /** Its identifier in the page. */
  String id();

  /** Its heading. */
  String title();

  /** Whether there is anything to show. */
  boolean present();

  /** Writes what stands under the heading. */
  void writeTo(Markup out);
}
