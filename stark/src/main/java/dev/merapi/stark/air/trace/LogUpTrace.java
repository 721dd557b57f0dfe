package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;

/**
 * The LogUp columns of one trace.
 *
 * @param aux the auxiliary matrix in natural row order: four base columns for each extension
 *     column, the accumulator first
 * @param exposedSum the sum of all fractions
 */
public record LogUpTrace(ColumnMatrix aux, Ext exposedSum) {}
