package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.Outcome;
import java.time.Instant;

/** Reads a provider's responses: what came of a call, with the answer in OpenAI's format and its usage. */
public interface AnswerFormat {
    /**
     * Returns the outcome of a response.
     *
     * @param url the request's path in the input; empty for calls that are no completions
     * @param received the response's body, of any form
     */
    Outcome read(String url, int status, HeaderValues headers, String received, Instant now);

    /**
     * Returns a reader for an answer that is streamed.
     *
     * @param request the request's body in the input
     */
    AnswerStream stream(String url, ObjectNode request);
}
