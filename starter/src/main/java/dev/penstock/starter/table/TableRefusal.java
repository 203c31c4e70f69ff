package dev.penstock.starter.table;

/** A table of results cannot be made as it is wanted; the message is a sentence for the user. */
public final class TableRefusal extends RuntimeException {
    TableRefusal(String message) {
        super(message);
    }
}
