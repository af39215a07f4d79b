namespace ChangeManagement.Register;

/// <summary>
/// The limits of Azure Table Storage. Every store holds them, so that what works on one works on the other. A breach is a defect of the caller:
/// <see cref="ArgumentException"/>.
/// </summary>
public static class TableLimits
{
    /// <summary>1 MB of UTF-16, less what the names and headers of the properties take that a row is split into.</summary>
    public const int LargestRow = (1 << 20) - (4 << 10);

    private const int MostOperations = TableTransactions.MostOperations;

    /// <summary>4 MB as sent, less what surrounds the rows there.</summary>
    private const long LargestTransaction = (4 << 20) - (128 << 10);

    /// <summary>A quote, an ampersand or a letter beyond ASCII is sent as <c>\u0022</c>.</summary>
    private const int BytesOfEscaped = 6;

    /// <summary>Refuses what is no name of a table.</summary>
    public static void CheckTable(string table)
    {
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                $"'{table}' is no table name: 3 to 63 ASCII letters and digits, the first one a letter.", nameof(table));
        }
    }

    /// <summary>Refuses what is no key.</summary>
    /// <param name="what">What the key is, for the message.</param>
    public static void CheckKey(string key, string what)
    {
        if (key.Length > TableKeys.Longest)
        {
            throw new ArgumentException($"The {what} has {key.Length} characters; at most {TableKeys.Longest} fit.", nameof(key));
        }

        foreach (var character in key)
        {
            if (!TableKeys.IsAllowed(character))
            {
                throw new ArgumentException(
                    $"The {what} '{key}' holds U+{(int)character:X4}; / \\ # ? and control characters are not allowed.", nameof(key));
            }
        }
    }

    /// <summary>Refuses too many, too large, and two of one row.</summary>
    public static void CheckOperations(string partition, IReadOnlyList<TableOperation> operations)
    {
        if (operations.Count is 0 or > MostOperations)
        {
            throw new ArgumentException(
                $"A transaction has 1 to {MostOperations} operations; this one has {operations.Count}.", nameof(operations));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        foreach (var operation in operations)
        {
            CheckKey(operation.Key, "row key");
            if (!keys.Add(operation.Key))
            {
                throw new ArgumentException($"The row '{operation.Key}' occurs twice in one transaction.", nameof(operations));
            }

            var data = DataOf(operation);
            var size = 2L * (partition.Length + operation.Key.Length + data.Length);
            if (size > LargestRow)
            {
                throw new ArgumentException($"The row '{operation.Key}' has {size} bytes; at most {LargestRow} fit.", nameof(operations));
            }

            total += InTransit(data);
        }

        if (total > LargestTransaction)
        {
            throw new ArgumentException($"The transaction has {total} bytes as sent; at most {LargestTransaction} fit.", nameof(operations));
        }
    }

    private static long InTransit(string data)
    {
        long bytes = 0;
        foreach (var letter in data)
        {
            bytes += letter is >= ' ' and <= '~' and not ('"' or '&' or '\'' or '<' or '>' or '+' or '`' or '\\') ? 1
                : letter == '\\' ? 2
                : BytesOfEscaped;
        }

        return bytes;
    }

    private static string DataOf(TableOperation operation) => operation switch
    {
        TableOperation.Insert insert => insert.Data,
        TableOperation.Replace replace => replace.Data,
        TableOperation.Put put => put.Data,
        _ => "",
    };
}
