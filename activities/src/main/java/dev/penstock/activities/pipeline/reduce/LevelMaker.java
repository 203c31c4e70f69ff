package dev.penstock.activities.pipeline.reduce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.pipeline.stage.StagePrompt;
import dev.penstock.activities.plan.OpenShard;
import dev.penstock.activities.plan.PipelineSizes;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.SliceCut;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.contracts.pipeline.Stage;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.formats.PromptTooLongException;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.plan.ShardPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the requests of one level: joins each group's answers and puts them into the stage's prompt. */
final class LevelMaker {
    /** The separator between answers: an empty line, as between paragraphs. */
    private static final String SEPARATOR = "\n\n";

    /** The most letters of a group's answers, half of what a prompt may have. */
    private static final int MOST_LETTERS = 1 << 20;

    private final Stage stage;
    private final PlannedStage planned;
    private final StagePrompt prompt;
    private final TokenEstimate tokens;
    private final WorstCase worst;
    private final int level;
    private final int firstShard;
    private final int shardSize;
    /** The level's pool, with only those facts that the sizes of slices depend on. */
    private final PoolFacts pool;

    private final List<OpenShard> shards = new ArrayList<>();
    private final AtomicFile draft;
    private final ContentDigest content = new ContentDigest();
    private final List<String> group = new ArrayList<>();
    private long letters;
    private long answers;
    private long requests;
    private long offset;

    /**
     * @param firstShard number of the level's first shard, after all that are taken
     * @param shardSize the most requests of a shard
     * @param offset offset of the level's first request in the file
     * @param draft the file that the requests are written to
     */
    LevelMaker(
            Stage stage,
            PlannedStage planned,
            TokenEstimate tokens,
            WorstCase worst,
            int level,
            int firstShard,
            int shardSize,
            long offset,
            AtomicFile draft) {
        this.stage = stage;
        this.planned = planned;
        this.prompt = new StagePrompt(stage, planned.model());
        this.tokens = tokens;
        this.worst = worst;
        this.level = level;
        this.firstShard = firstShard;
        this.shardSize = shardSize;
        this.offset = offset;
        this.pool = new PoolFacts(planned.pool(), null, null, planned.concurrency(), null);
        this.draft = draft;
    }

    void add(String answer) throws IOException {
        answers++;
        String stripped = answer.strip();
        // A group that would be too long for a prompt ends early; with two answers or more each, levels still get
        // smaller.
        if (group.size() >= 2 && letters + stripped.length() > MOST_LETTERS) {
            write();
        }
        group.add(stripped);
        letters += stripped.length() + SEPARATOR.length();
        if (group.size() == stage.group()) {
            write();
        }
    }

    /**
     * Returns the plan of the level, once all answers were added.
     *
     * @param round the round in which the level is made
     */
    ReduceLevelPlan finish(int round) throws IOException {
        if (!group.isEmpty()) {
            write();
        }
        SliceCut sizes = PipelineSizes.cut(List.of(planned));
        List<ShardPlan> cut = shards.stream().map(shard -> shard.cut(sizes)).toList();
        return new ReduceLevelPlan(level, round, round, answers, content.hex(), cut);
    }

    private void write() throws IOException {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put(TemplatePlaceholders.ANSWERS, String.join(SEPARATOR, group));
        group.clear();
        letters = 0;
        ObjectNode body = body(data);
        requests++;
        String name = "%s.%d.%d".formatted(stage.name(), level, requests);
        byte[] text = RequestCodec.encode(requests, name, StagePrompt.URL, Json.MAPPER.writeValueAsBytes(body), true);
        draft.write(text);
        content.add(text);
        long input = tokens.input(planned.model(), body);
        shard().add(
                        requests,
                        text.length,
                        pool,
                        input + tokens.output(StagePrompt.URL, body),
                        worst.roughly(StagePrompt.URL, planned.model(), body, input));
        offset += text.length;
    }

    private ObjectNode body(ObjectNode data) {
        try {
            return prompt.body(data);
        } catch (PromptTooLongException e) {
            throw PlanFailures.invalid(
                    InputErrorCodes.INVALID_REQUEST,
                    "stage \"%s\" cannot combine answers: their text %s".formatted(stage.name(), e.getMessage()));
        }
    }

    private OpenShard shard() {
        if (shards.isEmpty() || shards.getLast().requests() == shardSize) {
            shards.add(new OpenShard(firstShard + shards.size(), offset));
        }
        return shards.getLast();
    }
}
