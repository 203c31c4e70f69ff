package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.answers.Call;
import dev.penstock.simulator.answers.PromptHash;
import dev.penstock.simulator.answers.Reply;
import dev.penstock.simulator.books.Books;
import dev.penstock.simulator.faults.ErrorBody;
import dev.penstock.simulator.faults.Fault;
import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.Faults;
import dev.penstock.simulator.faults.Script;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Answers the lines of batches, and writes them into the books. */
final class LineAnswers {
    private final Books books;
    private final InstantSource clock;
    private final Supplier<AnswerOptions> options;

    LineAnswers(Books books, InstantSource clock, Supplier<AnswerOptions> options) {
        this.books = books;
        this.clock = clock;
        this.options = options;
    }

    /** What becomes of a line. */
    sealed interface LineAnswer {}

    record Answered(Reply.Whole reply) implements LineAnswer {}

    record Failed(int status, JsonNode body) implements LineAnswer {}

    LineAnswer answer(BatchLine line, BatchOptions batches) {
        Call call = line.call();
        long hash = PromptHash.of(call.prompt());
        int nth = books.admitByBatch(hash);
        SplittableRandom dice = new SplittableRandom(PromptHash.mix(hash + nth));
        Optional<Fault> drawn =
                dice.nextDouble() < batches.failureRate() ? Optional.of(Faults.named("500")) : Optional.empty();
        Fault fault = Script.in(call.prompt()).fault(nth).or(() -> drawn).orElse(null);
        Quirk quirk = fault == Quirk.FILTER || fault == Quirk.LENGTH ? (Quirk) fault : null;
        if (fault != null && quirk == null) {
            books.failedByBatch();
            Refusal refusal = fault instanceof Refusal named ? named : (Refusal) Faults.named("500");
            return new Failed(refusal.status(), ErrorBody.tree(refusal));
        }
        Call.Ident ident = new Call.Ident(hash, nth, clock.instant());
        Reply.Whole reply = (Reply.Whole) call.reply(options.get(), ident, quirk);
        books.answeredByBatch(call.prompt(), reply.usage());
        return new Answered(reply);
    }

    void leftOut() {
        books.leftOutByBatch();
    }
}
