package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.SplittableRandom;

/** A made-up embedding of length one, determined by the text and the number of dimensions alone. */
final class EmbeddingVector {
    private final float[] values;

    private EmbeddingVector(float[] values) {
        this.values = values;
    }

    static EmbeddingVector of(String text, int dimensions) {
        SplittableRandom dice = new SplittableRandom(PromptHash.of(text));
        double[] drawn = dice.doubles(dimensions, -1, 1).toArray();
        double squares = 0;
        for (double value : drawn) {
            squares += value * value;
        }
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = (float) (drawn[i] / Math.sqrt(squares));
        }
        return new EmbeddingVector(values);
    }

    JsonNode floats() {
        ArrayNode json = SimulatorJson.MAPPER.createArrayNode();
        for (float value : values) {
            json.add(value);
        }
        return json;
    }

    JsonNode base64() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
