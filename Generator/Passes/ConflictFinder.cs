using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GraphGen.Generator.Graph;

namespace GraphGen.Generator.Passes;

/// <summary>
/// Finds the earlier stages that touch memory which a stage touches too, one of them writing: from the last one that wrote
/// the same value as a whole on, for what lies before is bound to that one already. To be asked stage by stage.
/// </summary>
internal sealed class ConflictFinder
{
    private readonly ImmutableArray<Operation> _stages;
    private readonly int[] _rowKeys;
    private readonly int[] _columnKeys;
    private readonly Dictionary<Value, Memory> _memories = [];

    public ConflictFinder(ImmutableArray<Operation> stages, MemoryPlan plan)
    {
        _stages = stages;
        Dictionary<string, int> keys = new(StringComparer.Ordinal);
        int Number(string key)
        {
            if (!keys.TryGetValue(key, out int number))
                keys.Add(key, number = keys.Count);
            return number;
        }

        _rowKeys = [.. stages.Select(stage => Number(stage.Split.RowKey))];
        _columnKeys = [.. stages.Select(stage => Number(stage.Split.ColumnKey))];
        FindNeighbours(plan);
    }

    /// <summary>All that a stage depends on. The stages before it must have been asked for.</summary>
    public DependencyRow Of(int later)
    {
        DependencyRow row = new(later);
        Operand[] accesses = [.. _stages[later].Accesses];
        foreach (Operand access in accesses)
        {
            Memory own = MemoryOf(access);
            foreach (Memory memory in own.Neighbours)
            {
                AddAll(row, access, own, memory, memory.Writes);
                if (access.Writes)
                    AddAll(row, access, own, memory, memory.Reads);
            }
        }

        foreach (Operand access in accesses)
        {
            Memory own = MemoryOf(access);
            (access.Writes ? own.Writes : own.Reads).Add(new Touch(later, access));
            if (access.Writes && !_stages[later].Continues)
                own.WrittenAsAWhole = later;
        }

        return row;
    }

    private void AddAll(DependencyRow row, Operand access, Memory own, Memory other, List<Touch> earlier)
    {
        bool isOnePlace = own.CoincidesWith(other);
        for (int i = earlier.Count - 1; i >= 0 && earlier[i].Stage >= own.WrittenAsAWhole; i--)
        {
            int stage = earlier[i].Stage;
            Operand before = earlier[i].Access;
            row.Add(
                stage,
                rowsAgree: isOnePlace && before.OwnRows && access.OwnRows && _rowKeys[stage] == _rowKeys[row.Later],
                columnsAgree: isOnePlace && before.OwnColumns && access.OwnColumns && _columnKeys[stage] == _columnKeys[row.Later]);
        }
    }

    private Memory MemoryOf(Operand access)
    {
        Value storage = access.Value!.Storage;
        if (!_memories.TryGetValue(storage, out Memory memory))
            _memories.Add(storage, memory = new Memory(storage));
        return memory;
    }

    /// <summary>Finds which values of the workspace share some memory, at different times.</summary>
    private void FindNeighbours(MemoryPlan plan)
    {
        foreach (KeyValuePair<Value, int> place in plan.Offsets)
            _memories.Add(place.Key, new Memory(place.Key) { Start = place.Value });
        Memory[] memories = [.. _memories.Values.OrderBy(memory => memory.Start)];
        for (int i = 0; i < memories.Length; i++)
        {
            for (int j = i + 1; j < memories.Length && memories[j].Start < memories[i].End; j++)
            {
                memories[i].Neighbours.Add(memories[j]);
                memories[j].Neighbours.Add(memories[i]);
            }
        }
    }

    private sealed class Touch(int stage, Operand access)
    {
        public int Stage { get; } = stage;

        public Operand Access { get; } = access;
    }

    /// <summary>A value's memory, and what it has seen so far.</summary>
    private sealed class Memory
    {
        private readonly Value _value;

        public Memory(Value value)
        {
            _value = value;
            Neighbours = [this];
        }

        /// <summary>In the workspace: where it lies.</summary>
        public int Start { get; init; }

        /// <summary>In the workspace: where it ends.</summary>
        public int End => Start + _value.FloatsPerSample;

        /// <summary>The memory of values that share some of it, itself first.</summary>
        public List<Memory> Neighbours { get; }

        public List<Touch> Reads { get; } = [];

        public List<Touch> Writes { get; } = [];

        /// <summary>The last stage that wrote it as a whole, not a part of it; -1 before any.</summary>
        public int WrittenAsAWhole { get; set; } = -1;

        /// <summary>Whether every sample of two values lies at the same place: one value, or one that took the other's memory and is as large.</summary>
        public bool CoincidesWith(Memory other) => this == other
            || (_value.Kind == ValueKind.Workspace && other._value.Kind == ValueKind.Workspace && Start == other.Start && End == other.End);
    }
}
