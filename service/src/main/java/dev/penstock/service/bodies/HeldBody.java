package dev.penstock.service.bodies;

/**
 * A body that is held in memory until its request ends.
 *
 * @param memory the memory of the request, which closes with it
 */
public record HeldBody(byte[] bytes, BodyMemory.Share memory) implements AutoCloseable {
    @Override
    public void close() {
        memory.close();
    }
}
