package dev.penstock.contracts;

import java.util.List;

/** The reason why an input was rejected: the first problems and the number of all problems. */
public record InvalidInput(long total, List<Problem> first) {
    /** The most problems that are listed; further ones are only counted. */
    public static final int LISTED = 20;
}
