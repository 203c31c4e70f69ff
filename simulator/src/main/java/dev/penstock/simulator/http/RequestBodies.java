package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.buffer.ByteBufInputStream;
import io.netty.handler.codec.http.FullHttpRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads the bodies of HTTP requests as JSON. */
final class RequestBodies {
    private RequestBodies() {}

    static JsonNode json(FullHttpRequest request) {
        try (InputStream body = new ByteBufInputStream(request.content())) {
            return SimulatorJson.read(body);
        } catch (IOException unreadable) {
            throw new InvalidCall("We could not parse the JSON body of your request.", null);
        }
    }
}
