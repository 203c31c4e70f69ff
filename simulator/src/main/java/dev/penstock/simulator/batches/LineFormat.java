package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.ChatCall;
import dev.penstock.simulator.answers.EmbeddingsCall;
import dev.penstock.simulator.answers.GeminiChatCall;
import dev.penstock.simulator.answers.ImagesCall;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.ModerationsCall;
import dev.penstock.simulator.answers.ResponsesCall;

/** The provider by whose rules the lines of a batch are read, all of which have OpenAI's form. */
public enum LineFormat {
    OPENAI {
        @Override
        ModelCall call(String endpoint, JsonNode body) {
            return switch (endpoint) {
                case "/v1/chat/completions" -> ChatCall.read(body);
                case "/v1/responses" -> ResponsesCall.read(body);
                case "/v1/embeddings" -> EmbeddingsCall.read(body);
                case "/v1/moderations" -> ModerationsCall.read(body);
                case "/v1/images/generations" -> ImagesCall.read(body);
                default -> throw unknown(endpoint);
            };
        }
    },
    /** Gemini has chats and embeddings in batches (ai.google.dev/gemini-api/docs/openai, "Batch API"). */
    GEMINI {
        @Override
        ModelCall call(String endpoint, JsonNode body) {
            return switch (endpoint) {
                case "/v1/chat/completions" -> GeminiChatCall.read(body);
                case "/v1/embeddings" -> GeminiChatCall.embeddings(body);
                default -> throw unknown(endpoint);
            };
        }
    };

    abstract ModelCall call(String endpoint, JsonNode body);

    private static BatchLine.Invalid unknown(String endpoint) {
        return new BatchLine.Invalid("invalid_request", "Unknown endpoint " + endpoint + ".");
    }
}
