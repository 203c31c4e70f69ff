package dev.penstock.activities.reduce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.PipelineSizes;
import dev.penstock.activities.plan.ShardPlan;
import dev.penstock.activities.stage.StagePrompt;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.stage.Places;
import dev.penstock.contracts.stage.PlannedStage;
import dev.penstock.contracts.stage.Stage;
import dev.penstock.store.Draft;
import dev.penstock.store.Json;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.input.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the requests of one level: each group's answers, one under the other, put into the stage's prompt. */
final class LevelMaker {
    private static final String CHAT = "/v1/chat/completions";
    /** As people part paragraphs. */
    private static final String BETWEEN = "\n\n";

    private final Stage stage;
    private final PlannedStage planned;
    private final StagePrompt prompt;
    private final TokenEstimate tokens;
    private final WorstCase worst;
    private final int level;
    private final LevelShards shards;
    private final Draft draft;
    private final Sha256 content = new Sha256();
    private final List<String> group = new ArrayList<>();
    private long answers;
    private long requests;

    /**
     * @param firstShard behind all that are taken
     * @param offset where its first request comes to lie
     * @param draft gets the requests
     */
    LevelMaker(
            Stage stage,
            PlannedStage planned,
            TokenEstimate tokens,
            WorstCase worst,
            int level,
            int firstShard,
            long offset,
            Draft draft) {
        this.stage = stage;
        this.planned = planned;
        this.prompt = new StagePrompt(stage, planned.model());
        this.tokens = tokens;
        this.worst = worst;
        this.level = level;
        this.shards = new LevelShards(firstShard, offset, planned.pool());
        this.draft = draft;
    }

    void add(String answer) throws IOException {
        answers++;
        group.add(answer.strip());
        if (group.size() == stage.group()) {
            write();
        }
    }

    /**
     * @param round in which it is made
     * @param most requests of a shard
     */
    Level finish(int round, int most) throws IOException {
        if (!group.isEmpty()) {
            write();
        }
        List<ShardPlan> cut = shards.cut(most, PipelineSizes.cut(List.of(planned)));
        return new Level(level, round, round, answers, content.hex(), cut);
    }

    private void write() throws IOException {
        ObjectNode data = Json.MAPPER.createObjectNode();
        data.put(Places.ANSWERS, String.join(BETWEEN, group));
        group.clear();
        ObjectNode body = prompt.body(data);
        requests++;
        String name = "%s.%d.%d".formatted(stage.name(), level, requests);
        byte[] text = RequestCodec.encode(requests, name, CHAT, Json.MAPPER.writeValueAsBytes(body), true);
        draft.write(text);
        content.add(text);
        long input = tokens.input(planned.model(), body);
        shards.add(
                text.length,
                input + tokens.output(CHAT, body),
                worst.roughly(CHAT, planned.model(), body, input).orElse(null));
    }
}
