package dev.penstock.store.s3.object;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reads an object anywhere, by ranges of which one is in memory; for formats that begin at their end, as Parquet does. */
final class ObjectChannel implements SeekableByteChannel {
    private static final int RANGE = 1 << 20;

    private final S3Objects objects;
    private final String key;
    private final long size;
    private byte[] range = new byte[0];
    private long rangeAt;
    private long position;
    private boolean open = true;

    ObjectChannel(S3Objects objects, String key, long size) {
        this.objects = objects;
        this.key = key;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        if (position < rangeAt || position >= rangeAt + range.length) {
            fetch(to.remaining());
        }
        int from = (int) (position - rangeAt);
        int length = Math.min(to.remaining(), range.length - from);
        to.put(range, from, length);
        position += length;
        return length;
    }

    private void fetch(int wanted) throws IOException {
        int length = (int) Math.min(size - position, Math.max(RANGE, wanted));
        range = objects.range(key, position, length);
        rangeAt = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        range = new byte[0];
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long to) {
        throw new NonWritableChannelException();
    }
}
