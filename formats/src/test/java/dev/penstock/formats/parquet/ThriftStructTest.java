package dev.penstock.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

/** Sizes are read as the library reads them, also where a file is written so that readers may differ. */
class ThriftStructTest {
    /** A page of the first type whose sizes are 4 and 4, without its end. */
    private static final int[] PAGE = {0x15, 0, 0x15, 8, 0x15, 8};

    @Test
    void aFieldsNumberHasSixteenBits() throws IOException {
        // The number 65538 as zigzag.
        assertSameSize(4, 0x05, 0x84, 0x80, 0x08, 8);
        assertSameSize(1_000, 0x05, 0x84, 0x80, 0x08, 0xd0, 0x0f);
    }

    @Test
    void aNumberOfAnotherLengthIsNoSize() throws IOException {
        assertSameSize(4, 0x06, 0x04, 0xd0, 0x0f);
        assertSameSize(4, 0x04, 0x04, 0xd0, 0x0f);
    }

    @Test
    void aNumberOfMoreBytesThanItsBitsNeedIsRefused() {
        // For the library the sixth byte stands for lower bits, and the field is number 2.
        byte[] header = header(0x05, 0x80, 0x80, 0x80, 0x80, 0x84, 0x00, 8);

        assertThatThrownBy(() -> ThriftStruct.read(ByteBuffer.wrap(header)))
                .hasMessageContaining("a number has too many digits");
    }

    private static void assertSameSize(int size, int... further) throws IOException {
        byte[] header = header(further);
        PageHeader library = Util.readPageHeader(new ByteArrayInputStream(header));

        assertThat(library.getUncompressed_page_size()).isEqualTo(size);
        assertThat(ThriftStruct.read(ByteBuffer.wrap(header)).number(2)).isEqualTo(size);
    }

    private static byte[] header(int... further) {
        ByteBuffer header = ByteBuffer.allocate(PAGE.length + further.length + 1);
        for (int each : PAGE) {
            header.put((byte) each);
        }
        for (int each : further) {
            header.put((byte) each);
        }
        return header.put((byte) 0).array();
    }
}
