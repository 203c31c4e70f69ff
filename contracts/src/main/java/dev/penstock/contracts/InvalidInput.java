package dev.penstock.contracts;

import java.util.List;

/** Why an input was refused: the first problems and how many there are in all. */
public record InvalidInput(long total, List<Problem> first) {
    /** So many are listed; the rest are counted. */
    public static final int LISTED = 20;
}
