using ChangeManagement.Engine.Storage;

namespace ChangeManagement.Engine.Instances;

/// <summary>
/// The instances in memory. Those at rest are evictable, the least recently used first, by count and by bytes; those with something under
/// way stay. What is not here is exactly as the disk has it.
/// </summary>
internal sealed class Residents(SqliteReaders readers, int mostHot, long mostBytes)
{
    private readonly Dictionary<long, Instance> byId = [];
    private readonly Dictionary<string, Instance> byName = new(StringComparer.Ordinal);
    private readonly LinkedList<Instance> evictable = new();
    private long bytes;

    /// <summary>
    /// The instance, read from disk if need be; null if there is none. One that has not ended stays until it rests: the caller hands it on.
    /// </summary>
    public Instance? Find(string name) => Keep(Peek(name));

    /// <summary>The instance as <see cref="Find(string)"/> gives it, to look at only.</summary>
    public Instance? Peek(string name) => byName.TryGetValue(name, out var resident)
        ? resident
        : readers.Read(name, static (database, name) => InstanceRows.Read(database, name));

    /// <inheritdoc cref="Find(string)"/>
    public Instance? Find(long id) => byId.TryGetValue(id, out var resident)
        ? resident
        : Keep(readers.Read(id, static (database, id) => InstanceRows.Read(database, id)));

    /// <summary>Takes in one that is about to be created.</summary>
    public void Add(Instance instance)
    {
        byId.Add(instance.Id, instance);
        byName.Add(instance.Name, instance);
    }

    public void Remove(Instance instance)
    {
        Use(instance);
        instance.Evict();
        // One that has ended may have been restarted meanwhile: then another object stands for it.
        if (byId.TryGetValue(instance.Id, out var resident) && resident == instance)
        {
            byId.Remove(instance.Id);
            byName.Remove(instance.Name);
        }
    }

    /// <summary>Takes away what is left of an instance that has ended.</summary>
    public void Forget(long id)
    {
        if (byId.TryGetValue(id, out var resident) && resident.IsEnded)
        {
            Remove(resident);
        }
    }

    /// <summary>Keeps the instance from being evicted until it rests.</summary>
    public void Use(Instance instance)
    {
        if (instance.Place is { } place)
        {
            evictable.Remove(place);
            bytes -= instance.PlaceBytes;
            instance.Place = null;
        }
    }

    /// <summary>Nothing is under way: the instance may be evicted, this or another.</summary>
    public void Rest(Instance instance)
    {
        Use(instance);
        if (instance.Run is not { } run || instance.IsParked)
        {
            Remove(instance);
            return;
        }

        instance.Place = evictable.AddLast(instance);
        instance.PlaceBytes = run.Bytes;
        bytes += run.Bytes;
        while (evictable.First is { } oldest && (evictable.Count > mostHot || bytes > mostBytes))
        {
            Remove(oldest.Value);
        }
    }

    private Instance? Keep(Instance? instance)
    {
        if (instance is { IsEnded: false } && !byId.ContainsKey(instance.Id))
        {
            Add(instance);
        }

        return instance;
    }
}
