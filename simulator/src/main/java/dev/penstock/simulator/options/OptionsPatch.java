package dev.penstock.simulator.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import java.util.Map;

/** Changes options by JSON that names only the options to change; null resets an option to its default. */
public final class OptionsPatch {
    private OptionsPatch() {}

    public static SimulatorOptions apply(SimulatorOptions current, JsonNode patch) {
        if (!patch.isObject()) {
            throw new IllegalArgumentException("options must be a JSON object");
        }
        if (patch.has("listen")) {
            throw new IllegalArgumentException("host, port and threads cannot change while the simulator runs");
        }
        ObjectNode merged = tree(current);
        merge(merged, patch, tree(SimulatorOptions.DEFAULT));
        return restoreKey(read(merged), current);
    }

    private static ObjectNode tree(SimulatorOptions options) {
        return SimulatorJson.MAPPER.valueToTree(options);
    }

    private static void merge(ObjectNode target, JsonNode patch, JsonNode defaults) {
        for (Map.Entry<String, JsonNode> change : patch.properties()) {
            String name = change.getKey();
            JsonNode value = change.getValue();
            if (value.isNull() && defaults.has(name)) {
                target.set(name, defaults.get(name));
            } else if (value.isNull()) {
                target.remove(name);
            } else if (value.isObject() && target.get(name) instanceof ObjectNode inner) {
                merge(inner, value, defaults.path(name));
            } else {
                target.set(name, value);
            }
        }
    }

    private static SimulatorOptions read(JsonNode merged) {
        try {
            return SimulatorJson.MAPPER.treeToValue(merged, SimulatorOptions.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(oneLine(unreadable), unreadable);
        }
    }

    private static String oneLine(JsonProcessingException unreadable) {
        String where = unreadable instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? mapping.getPath().getLast().getFieldName() + ": "
                : "";
        Throwable cause = unreadable.getCause();
        String message =
                cause instanceof IllegalArgumentException ? cause.getMessage() : unreadable.getOriginalMessage();
        return where + String.valueOf(message).lines().findFirst().orElse("unreadable");
    }

    /** Keeps the current key if the patch contains the hidden form, in which options show the key. */
    private static SimulatorOptions restoreKey(SimulatorOptions changed, SimulatorOptions current) {
        AccessKey key = changed.requiredKey();
        return key == null || !key.value().equals(AccessKey.HIDDEN)
                ? changed
                : new SimulatorOptions(
                        changed.listen(),
                        changed.quota(),
                        changed.capacity(),
                        changed.latency(),
                        changed.answers(),
                        changed.faults(),
                        changed.batches(),
                        current.requiredKey());
    }
}
