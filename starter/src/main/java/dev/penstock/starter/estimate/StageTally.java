package dev.penstock.starter.estimate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.pipeline.stage.StagePrompt;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.formats.PromptTooLongException;
import dev.penstock.starter.estimate.BatchEstimate.Model;
import dev.penstock.starter.estimate.BatchEstimate.Money;
import dev.penstock.starter.estimate.BatchEstimate.Tokens;
import dev.penstock.store.Json;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Adds up the requests of one stage and estimates its tokens and cost. */
final class StageTally {
    private static final Money UNKNOWN = new Money(null, null);

    private final Stage stage;
    private final String model;
    private final Optional<EstimatedPool> pool;
    private final TokenPricing pricing;
    private final StagePrompt prompt;
    private final ModelTally tally;

    /** The average length of an answer in tokens; {@code atMost} is null if unknown. */
    record Answer(double expected, @Nullable Double atMost) {
        static Answer of(ModelTally.Sums sums) {
            double requests = Math.max(1, sums.requests());
            return new Answer(
                    sums.expected() / requests,
                    sums.most().isEmpty() ? null : sums.most().getAsLong() / requests);
        }
    }

    private StageTally(
            Stage stage, String model, Optional<EstimatedPool> pool, TokenPricing pricing, ModelTally tally) {
        this.stage = stage;
        this.model = model;
        this.pool = pool;
        this.pricing = pricing;
        this.prompt = new StagePrompt(stage, model);
        this.tally = tally;
    }

    static StageTally of(
            Stage stage,
            BatchSpec spec,
            ProviderChoice provider,
            EstimatedPools pools,
            Prices known,
            BiFunction<String, Optional<EstimatedPool>, ModelTally> tallies) {
        String model = stage.model().or(spec::model).or(provider::defaultModel).orElse("");
        Optional<String> wanted = stage.pool().or(spec::pool);
        Optional<EstimatedPool> pool = pools.find(model, wanted, spec.isPinned());
        return new StageTally(stage, model, pool, TokenPricing.of(known, pool, model, ""), tallies.apply(model, pool));
    }

    String name() {
        return stage.name();
    }

    boolean refersTo(String other) {
        return stage.refersTo(other);
    }

    /**
     * Returns the demand of one request, as far as it is known before earlier stages have answered.
     *
     * @throws IOException if the line lacks a field that the prompt needs
     */
    RequestDemand ask(ObjectNode fields, int bytes, TokenCount count) throws IOException {
        try {
            return new RequestDemand(model, "", count.input(model, prompt.outline(fields)), 1, limit(), bytes);
        } catch (MissingFieldException | PromptTooLongException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private OptionalLong limit() {
        return stage.maxTokens().map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    void add(RequestDemand asked) {
        tally.add(asked);
    }

    ModelTally.Sums sums(InputScan.Found found) {
        return tally.times(found.times(), found.timesTokens());
    }

    /**
     * Estimates a stage that every request goes through.
     *
     * @param before the answers of earlier stages in this stage's prompt
     */
    Model each(ModelTally.Sums sums, List<Answer> before) {
        long calls = StageCalls.of(stage, sums.requests());
        double times = (double) calls / Math.max(1, sums.requests());
        double expected = sums.input();
        Double atMost = (double) sums.input();
        for (Answer answer : before) {
            expected += sums.requests() * answer.expected();
            atMost = atMost == null || answer.atMost() == null ? null : atMost + sums.requests() * answer.atMost();
        }
        return model(
                calls,
                times * expected,
                atMost == null ? null : times * atMost,
                new Tokens(
                        Math.round(times * sums.expected()),
                        sums.most().isEmpty()
                                ? null
                                : Math.round(times * sums.most().getAsLong())),
                sums.basis());
    }

    /**
     * Estimates a stage that reduces all answers to one.
     *
     * @param answers the number of answers to reduce
     * @param below the length of one of these answers
     */
    Model reducing(long answers, Answer below) {
        long calls = StageCalls.of(stage, answers);
        RequestDemand empty = new RequestDemand(
                model,
                "",
                new TokenCount().input(model, prompt.outline(Json.MAPPER.createObjectNode())),
                1,
                limit(),
                0);
        tally.add(empty);
        ModelTally.Sums one = tally.times(1, 1);
        Answer own = Answer.of(one);
        // The input has all answers, and the stage's own answers but for the last.
        double expected = calls * (double) empty.input() + answers * below.expected() + (calls - 1) * own.expected();
        Double atMost = below.atMost() == null || own.atMost() == null
                ? null
                : calls * (double) empty.input() + answers * below.atMost() + (calls - 1) * own.atMost();
        Double longest = own.atMost();
        return model(
                calls,
                expected,
                atMost,
                new Tokens(Math.round(calls * own.expected()), longest == null ? null : Math.round(calls * longest)),
                one.basis());
    }

    private Model model(long calls, double input, @Nullable Double most, Tokens output, String basis) {
        Long atMost = most == null ? null : Math.round(most);
        return new Model(
                model,
                pool.map(EstimatedPool::name).orElse(""),
                calls,
                Math.round(input),
                output,
                basis,
                pricing.online(calls, Math.round(input), atMost, output),
                UNKNOWN,
                stage.name(),
                atMost);
    }
}
