using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Azure.Data.Tables.Requests;

namespace Azure.Data.Tables;

/// <summary>A row as a dictionary of its properties: text, numbers, truth values, bytes, times and ids.</summary>
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> properties;

    /// <summary>Without keys yet.</summary>
    public TableEntity()
        : this(null, null)
    {
    }

    /// <summary>With its keys.</summary>
    public TableEntity(string partitionKey, string rowKey)
    {
        properties = new(StringComparer.Ordinal);
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    /// <summary>With properties, keys among them.</summary>
    public TableEntity(IDictionary<string, object> values) => properties = values is null
        ? new(StringComparer.Ordinal)
        : new(values, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string PartitionKey
    {
        get => GetString(EntityNames.PartitionKey);
        set => properties[EntityNames.PartitionKey] = value;
    }

    /// <inheritdoc/>
    public string RowKey
    {
        get => GetString(EntityNames.RowKey);
        set => properties[EntityNames.RowKey] = value;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(EntityNames.Timestamp);
        set => properties[EntityNames.Timestamp] = value;
    }

    /// <inheritdoc/>
    public ETag ETag
    {
        get => GetString(EntityNames.ETag) is { } etag ? new ETag(etag) : default;
        set => properties[EntityNames.ETag] = value.ToString();
    }

    /// <summary>The names of all that it holds.</summary>
    public ICollection<string> Keys => properties.Keys;

    /// <summary>How many that are.</summary>
    public int Count => properties.Count;

    ICollection<object> IDictionary<string, object>.Values => properties.Values;

    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;

    /// <summary>A property; null if there is none.</summary>
    public object this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = value;
    }

    /// <summary>A text.</summary>
    public string GetString(string key) => (string)this[key];

    /// <summary>A truth value.</summary>
    public bool? GetBoolean(string key) => (bool?)this[key];

    /// <summary>A number of 32 bits.</summary>
    public int? GetInt32(string key) => (int?)this[key];

    /// <summary>A number of 64 bits.</summary>
    public long? GetInt64(string key) => (long?)this[key];

    /// <summary>A time, in UTC.</summary>
    public DateTimeOffset? GetDateTimeOffset(string key) => (DateTimeOffset?)this[key];

    /// <inheritdoc/>
    public void Add(string key, object value) => properties.Add(key, value);

    /// <inheritdoc/>
    public bool ContainsKey(string key) => properties.ContainsKey(key);

    /// <inheritdoc/>
    public bool Remove(string key) => properties.Remove(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => properties.TryGetValue(key, out value);

    /// <inheritdoc/>
    public void Clear() => properties.Clear();

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => properties.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();
}
