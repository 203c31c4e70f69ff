package dev.penstock.providers.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.providers.wire.AnswerFormat;
import dev.penstock.providers.wire.AnswerStream;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.store.Result;
import java.time.Instant;

/** Reads Azure OpenAI's responses, which are OpenAI's, and says what to do where a deployment is missing. */
final class AzureAnswers implements AnswerFormat {
    static final AzureAnswers FORMAT = new AzureAnswers();

    private static final String NO_DEPLOYMENT = "DeploymentNotFound";

    private AzureAnswers() {}

    @Override
    public Outcome read(String url, int status, HeaderValues headers, String received, Instant now) {
        Outcome outcome = OpenAiAnswers.OPENAI.read(url, status, headers, received, now);
        if (outcome instanceof Outcome.Refused refused
                && refused.response().body().contains(NO_DEPLOYMENT)
                && refused.error().code().equals(Outcome.Refused.NOT_ALLOWED)) {
            return new Outcome.Refused(
                    refused.response(),
                    new Result.Error(
                            Outcome.Refused.NOT_ALLOWED,
                            "this Azure resource has no deployment of the name that the request has as its model; name the"
                                    + " deployment there (--model, 'models' of the pool), not the model that it serves"),
                    refused.mayConcernAll());
        }
        return outcome;
    }

    @Override
    public AnswerStream stream(String url, ObjectNode request) {
        return OpenAiAnswers.OPENAI.stream(url, request);
    }
}
