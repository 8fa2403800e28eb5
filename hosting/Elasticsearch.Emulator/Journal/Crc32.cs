namespace Elasticsearch.Emulator.Journal;

/// <summary>CRC-32 (IEEE 802.3), eight bytes a step.</summary>
internal static class Crc32
{
    static readonly uint[][] Tables = BuildTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = Tables[7][low & 0xff] ^ Tables[6][(low >> 8) & 0xff] ^ Tables[5][(low >> 16) & 0xff] ^ Tables[4][low >> 24]
                ^ Tables[3][high & 0xff] ^ Tables[2][(high >> 8) & 0xff] ^ Tables[1][(high >> 16) & 0xff] ^ Tables[0][high >> 24];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = Tables[0][(crc ^ b) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    static uint[][] BuildTables()
    {
        var tables = new uint[8][];
        for (var t = 0; t < 8; t++)
        {
            tables[t] = new uint[256];
            for (uint i = 0; i < 256; i++)
            {
                var value = t == 0 ? i : tables[t - 1][i];
                for (var bit = 0; bit < (t == 0 ? 8 : 0); bit++)
                {
                    value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
                }

                tables[t][i] = t == 0 ? value : tables[0][value & 0xff] ^ (value >> 8);
            }
        }

        return tables;
    }
}
