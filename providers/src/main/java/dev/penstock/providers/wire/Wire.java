package dev.penstock.providers.wire;

/**
 * How one provider account is called: its dialect's siblings for requests, answers and limits.
 *
 * @param answers reads responses by the dialect's own {@link OutcomeTable}
 */
public record Wire(RequestFormat requests, AnswerFormat answers, LimitFormat limits) {}
