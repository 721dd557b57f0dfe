/**
 * The kernels of the proof system as cases with fixed inputs, their JMH benchmark, and their
 * comparison with their scalar twins and with twins in C (benchmarks/native).
 */
@NullMarked
package dev.merapi.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
