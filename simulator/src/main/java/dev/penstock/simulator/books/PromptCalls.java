package dev.penstock.simulator.books;

/** The number of times that a prompt was sent, was admitted, and got a complete answer with status 200. */
public record PromptCalls(int calls, int admitted, int answered) {}
