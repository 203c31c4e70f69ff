package dev.penstock.simulator.books;

/** How often one prompt was sent, got past the quotas, and was answered with 200 and a whole answer. */
public record PromptCalls(int calls, int admitted, int answered) {}
