package dev.penstock.activities.batch.planning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.pipeline.stage.StagePrompt;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.PromptBody;
import dev.penstock.formats.PromptTemplate.MissingFieldException;
import dev.penstock.formats.PromptTooLongException;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.cache.RequestDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that a line has the fields that the stages' prompts need, and finds each stage's pool. */
final class PipelineCheck implements LineCheck {
    private final List<Checked> stages = new ArrayList<>();
    private final Optional<Checked> reduce;
    private final TokenEstimate tokens;
    private long lines;

    PipelineCheck(BatchSpec spec, Pipeline pipeline, ModelPools pools, TokenEstimate tokens) {
        this.tokens = tokens;
        for (Stage stage : pipeline.each()) {
            Checked checked = new Checked(stage, spec, pools);
            checked.worst.expect(stages.stream()
                    .filter(before -> stage.refersTo(before.stage.name()))
                    .map(before -> before.worst)
                    .toList());
            refuseUnpriced(spec, checked);
            stages.add(checked);
        }
        this.reduce = pipeline.reduce().map(stage -> new Checked(stage, spec, pools));
        reduce.ifPresent(stage -> refuseUnpriced(spec, stage));
    }

    private static void refuseUnpriced(BatchSpec spec, Checked stage) {
        if (spec.budgetUsd().isPresent() && !stage.worst.isKnown()) {
            throw PlanFailures.invalidSpec("stage \"%s\": %s".formatted(stage.stage.name(), unpriced(stage.model)));
        }
    }

    @Override
    public Sound check(Readable line) {
        ObjectNode fields = fields(line);
        checkId(line);
        long input = 0;
        long all = 0;
        Optional<NanoUsd> worst = Optional.of(NanoUsd.ZERO);
        byte[] text = bytes(line);
        for (Checked stage : stages) {
            try {
                stage.prompt.check(fields);
                input += stage.estimate(fields, text.length, tokens, lines);
            } catch (MissingFieldException | PromptTooLongException e) {
                throw new RequestProblem(
                        InputErrorCodes.INVALID_REQUEST, "stage %s: %s".formatted(stage.stage.name(), e.getMessage()));
            }
            Optional<NanoUsd> most = stage.worst();
            worst = worst.flatMap(sum -> most.map(sum::plus));
            all += stage.tokens();
        }
        lines++;
        return new Sound(StagePrompt.URL, text, stages.getFirst().pool, input, all, worst, stages.getLast().model, 1);
    }

    /** Fails if the custom_id is the name of the reduce stage, which is the custom_id of the reduced result. */
    private void checkId(Readable line) {
        reduce.filter(stage -> stage.stage.name().equals(line.customId())).ifPresent(stage -> {
            throw new RequestProblem(
                    InputErrorCodes.DUPLICATE_CUSTOM_ID,
                    "custom_id '%s' is the name of the stage that reduces".formatted(line.customId()));
        });
    }

    @Override
    public @Nullable PlannedStage reduce() {
        return reduce.map(stage -> stage.plannedOver(stages.getLast())).orElse(null);
    }

    /** Returns a digest of the fields that the stages' prompts use; the line's other fields do not matter. */
    @Override
    public Optional<byte[]> digest(Readable line, Sound sound) {
        ObjectNode fields = fields(line);
        RequestDigest digest = new RequestDigest();
        stages.forEach(stage -> digest.add(stage.prompt.outline(fields)));
        return Optional.of(digest.finish());
    }

    @Override
    public List<PlannedStage> stages() {
        return stages.stream().map(Checked::planned).toList();
    }

    @Override
    public List<PoolFacts> pools() {
        return Stream.concat(stages.stream(), reduce.stream())
                .map(stage -> stage.pool)
                .toList();
    }

    private static String unpriced(String model) {
        String name = RequestProblem.shortened(model);
        return "the cost of a call of model '%s' has no upper bound, so no budget can be kept: the stage needs a limit (max_tokens), the model a price: if it has none, %s"
                .formatted(name, Prices.whatToAdd(name));
    }

    private static byte[] bytes(Readable line) {
        return line.body() == null ? new byte[0] : line.body();
    }

    private static ObjectNode fields(Readable line) {
        try {
            if (UntrustedJson.parse(bytes(line)) instanceof ObjectNode fields) {
                return fields;
            }
        } catch (IOException e) {
            throw new RequestProblem(InputErrorCodes.INVALID_JSON_LINE, "not a JSON object");
        }
        throw new RequestProblem(InputErrorCodes.INVALID_JSON_LINE, "not a JSON object");
    }

    private static final class Checked {
        /** The first lines are counted; the size of all later lines is estimated from them. */
        private static final long COUNTED = 1000;

        private final Stage stage;
        private final String model;
        private final PoolFacts pool;
        private final StagePrompt prompt;
        private final StageWorst worst;
        private long input;
        private long output;
        private Optional<NanoUsd> most = Optional.empty();

        private Checked(Stage stage, BatchSpec spec, ModelPools pools) {
            this.stage = stage;
            String named = stage.model().or(spec::model).orElse("");
            Optional<String> wanted = stage.pool().or(spec::pool);
            this.pool = pools.find(named, wanted)
                    .orElseThrow(() -> PlanFailures.invalid(
                            InputErrorCodes.MODEL_NOT_FOUND,
                            "stage \"%s\": %s model '%s'; configured pools: %s"
                                    .formatted(
                                            stage.name(),
                                            wanted.map(name -> "pool '" + name + "' does not serve")
                                                    .orElse("no pool serves"),
                                            named,
                                            String.join(", ", pools.names()))));
            this.model =
                    named.isEmpty() ? Optional.ofNullable(pool.defaultModel()).orElse("") : named;
            if (model.isEmpty()) {
                throw PlanFailures.invalid(
                        InputErrorCodes.MODEL_NOT_FOUND,
                        "stage \"%s\" names no model: set one in the stage or with --model".formatted(stage.name()));
            }
            pools.expect(pool.name(), model);
            this.prompt = new StagePrompt(stage, model);
            this.worst = new StageWorst(pools.worstCase(pool.name()), model, limits());
        }

        /** Returns a request that has nothing but the model and the limit of its answer. */
        private ObjectNode limits() {
            ObjectNode body = Json.MAPPER.createObjectNode().put("model", model);
            stage.maxTokens().ifPresent(max -> body.put(PromptBody.maxTokensName(model), max));
            return body;
        }

        /** Estimates the input tokens of a stage's request; earlier stages' answers are not known yet and do not count. */
        private long estimate(ObjectNode fields, int length, TokenEstimate tokens, long lines) {
            if (lines < COUNTED) {
                ObjectNode body = prompt.outline(fields);
                long counted = tokens.input(model, body);
                input += (counted - input) / (lines + 1);
                output = tokens.output(StagePrompt.URL, body);
                most = worst.count(body, counted, length);
            } else {
                most = worst.guess(length);
            }
            return input;
        }

        /** Returns the most that all samples of the line estimated last may cost. */
        private Optional<NanoUsd> worst() {
            return most.map(one -> one.times(stage.samples()));
        }

        private long tokens() {
            return input + output;
        }

        /** Returns the planned reduce stage; the answers of a group are not known yet, so their length is estimated. */
        private PlannedStage plannedOver(Checked below) {
            TokenEstimate estimate = new TokenEstimate();
            ObjectNode body = prompt.outline(Json.MAPPER.createObjectNode());
            output = estimate.output(StagePrompt.URL, body);
            input = estimate.input(model, body) + stage.group() * Math.max(below.output, output);
            return planned();
        }

        private PlannedStage planned() {
            return new PlannedStage(
                    stage.name(),
                    pool.name(),
                    model,
                    stage.samples(),
                    // A stage without a limit is limited by the pool's rate limiter only; some requests wait there.
                    stage.concurrency().orElse(4 * Math.max(1, pool.concurrency())),
                    tokens(),
                    worst.average().orElse(null));
        }
    }
}
