package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.answers.ModelCall;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import dev.penstock.simulator.faults.OpenAiErrorBody;
import dev.penstock.simulator.faults.PromptScript;
import dev.penstock.simulator.options.BatchApiOptions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Answers the requests of batches and counts them in the statistics. */
final class LineAnswers {
    private final CallBooks books;
    private final InstantSource clock;
    private final Supplier<AnswerOptions> options;

    LineAnswers(CallBooks books, InstantSource clock, Supplier<AnswerOptions> options) {
        this.books = books;
        this.clock = clock;
        this.options = options;
    }

    /** The answer to a request of a batch, or its failure. */
    sealed interface LineAnswer {}

    record Answered(SimulatedResponse.Whole reply) implements LineAnswer {}

    record Failed(int status, JsonNode body) implements LineAnswer {}

    LineAnswer answer(BatchLine line, BatchApiOptions batches) {
        ModelCall call = line.call();
        long hash = PromptHash.of(call.prompt());
        int nth = books.admitByBatch(hash);
        SplittableRandom dice = new SplittableRandom(PromptHash.mix(hash + nth));
        Optional<Fault> drawn =
                dice.nextDouble() < batches.failureRate() ? Optional.of(FaultTable.named("500")) : Optional.empty();
        Fault fault = PromptScript.in(call.prompt()).fault(nth).or(() -> drawn).orElse(null);
        Quirk quirk = fault == Quirk.FILTER || fault == Quirk.LENGTH ? (Quirk) fault : null;
        if (fault != null && quirk == null) {
            books.failedByBatch();
            Refusal refusal = fault instanceof Refusal named ? named : (Refusal) FaultTable.named("500");
            return new Failed(refusal.status(), OpenAiErrorBody.tree(refusal));
        }
        ModelCall.Ident ident = new ModelCall.Ident(hash, nth, clock.instant());
        SimulatedResponse.Whole reply = (SimulatedResponse.Whole) call.reply(options.get(), ident, quirk);
        books.answeredByBatch(call.prompt(), reply.usage());
        return new Answered(reply);
    }

    void leftOut() {
        books.leftOutByBatch();
    }
}
