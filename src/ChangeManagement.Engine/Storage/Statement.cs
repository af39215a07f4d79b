using System.Text;
using SQLitePCL;

namespace ChangeManagement.Engine.Storage;

/// <summary>
/// A prepared statement. Values are bound in the order of the text; <see cref="Run"/>, <see cref="One"/> and <see cref="All"/> leave it reset,
/// because a statement left open would keep its connection's view of the file.
/// </summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    private int bound;

    public Statement With(long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, ++bound, value));
        return this;
    }

    public Statement With(long? value) => value is { } known ? With(known) : Null();

    public Statement With(string? value)
    {
        if (value is null)
        {
            return Null();
        }

        if (value.Length is 0 or > 512)
        {
            database.Check(raw.sqlite3_bind_text(handle, ++bound, value));
            return this;
        }

        Span<byte> buffer = stackalloc byte[value.Length * 3];
        database.Check(raw.sqlite3_bind_text(handle, ++bound, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
        return this;
    }

    /// <summary>Binds UTF-8 text; null when <paramref name="text"/> is empty, which JSON never is.</summary>
    public Statement WithText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return Null();
        }

        database.Check(raw.sqlite3_bind_text(handle, ++bound, text));
        return this;
    }

    /// <summary>Binds bytes that are not empty.</summary>
    public Statement WithBlob(ReadOnlySpan<byte> bytes)
    {
        database.Check(raw.sqlite3_bind_blob(handle, ++bound, bytes));
        return this;
    }

    /// <summary>Runs to the end and gives the number of rows changed.</summary>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }

            return database.Changes;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>The first row, or the default.</summary>
    public T? One<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Step())
            {
                rows.Add(read(this));
            }

            return rows;
        }
        finally
        {
            Reset();
        }
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => (int)Long(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    internal Statement Fresh()
    {
        bound = 0;
        return this;
    }

    private Statement Null()
    {
        database.Check(raw.sqlite3_bind_null(handle, ++bound));
        return this;
    }

    private bool Step()
    {
        var code = raw.sqlite3_step(handle);
        database.Check(code);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        database.StatementsRun++;
        return false;
    }

    private void Reset()
    {
        // The code of a reset repeats the failure of the step, which has been thrown already.
        _ = raw.sqlite3_reset(handle);
        bound = 0;
    }
}
