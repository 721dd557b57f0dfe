/** Recursion and on-chain proofs. */
module dev.merapi.aggregation {
  requires static org.jspecify;
}
