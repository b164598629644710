import shutil, subprocess, sys, os, re
from pathlib import Path
root=Path("tests/_mut"); 
M=[("rules.py",'record.verified > today','record.verified >= today'),("rules.py",'end < start','end <= start'),("rules.py",'day > end','day >= end'),("rules.py",'days < NOTICE','days <= NOTICE'),
("rules.py",'row.ends < today.isoformat()','row.ends <= today.isoformat()'),("rules.py",'row.ends < record.verified','row.ends <= record.verified'),("rules.py",'turn.date > today','turn.date >= today'),("rules.py",'if turn.date >= today)','if turn.date > today)'),
("rules.py",'and row.ends >= today','and row.ends > today'),("rules.py",'elif not record.safety.gear','elif False'),("rules.py",'record.date < record.notice.end','record.date <= record.notice.end'),("rules.py",'record.filled or 0) > record.needed','record.filled or 0) >= record.needed'),
("rules.py",'(not record.sample or kind == "guidelines")','not record.sample'),("rules.py",'kind != "areas"','True'),("rules.py",'("questions", "recipients")','("questions",)'),("rules.py",'("pairings", "teams")','("pairings",)'),
("yaml_core.py",'self._refuse_control(event)\n        key','key'),("yaml_core.py",'MAX_DEPTH = 12','MAX_DEPTH = 13'),("yaml_core.py",'depth > MAX_DEPTH','depth >= MAX_DEPTH'),("yaml_core.py",'event.implicit[0] and text','text'),("yaml_core.py",'if event.tag is not None:\n            raise','if False:\n            raise'),
("yaml_core.py",'\\u2066-\\u2069',''),("yaml_core.py",'if key == "<<"','if False'),("yaml_core.py",'"TRUE": True, ',''),
("load.py",'if entry.is_symlink():\n            problems.append(Problem(name','if False:\n            problems.append(Problem(name'),("load.py",'size > MAX_BYTES','size >= MAX_BYTES'),("load.py",'"utf-8-sig"','"utf-8"'),("load.py",'if not entry.name.startswith(".")','if True'),("load.py",'len(data) > limit','len(data) >= limit'),
("privacy.py",'[3-9]','[3-8]'),("privacy.py",'and not _in(taken, match):\n            yield','and True:\n            yield'),("privacy.py",'[-1] not in _POST_END','[-1] != ""'),("privacy.py",'"18" <= number[6:8]','"17" <= number[6:8]'),("privacy.py",'(?!间)',''),("privacy.py",'(?=[A-HJ-NP-Z]*\\d)',''),
("faults.py",'"too_long": "too-long", ',''),("faults.py",'elif fault.get("input") is None','elif False'),("faults.py",'path = path[:-1]\n        return 1, 1','path = ()\n        return 1, 1'),("faults.py",'if not edition.url.endswith("/")','if False'),("faults.py",'if place <= (line, column)','if place < (line, column)'),
("check.py",'checked.problems = in_order(checked.problems)','pass'),("check.py",'if entry.id not in checked.divisions','if False'),("check.py",'edition.clock(today)','today'),("check.py",'ids[file.kind].add(file.id)','ids[file.kind].add(file.id[:99] if file.id!="dyke-watch" else "x")'),
("problems.py",'found.lower()','found'),("problems.py",'words[:12]','words[:11]'),("model/values.py",'len(text) > 80','len(text) > 81'),("model/values.py",'text.endswith("000000") or',''),("model/values.py",'if languages and languages[0] not in value','if False'),("model/values.py",'codes' if False else 'shown if len(shown) <= 60','shown if len(shown) <= 99999'),
("model/edition.py",'return self.as_of or today','return today'),("model/divisions.py",'LEVELS.index(above.level) <','LEVELS.index(above.level) <='),
]
env=os.environ|{"PYTHONDONTWRITEBYTECODE":"1","HYPOTHESIS_STORAGE_DIRECTORY":"/tmp/hyp"}
tests=[f"tests/test_{n}.py" for n in "rules yaml_core load privacy values problems divisions check".split()]
def run():
    return subprocess.run(["/tmp/v/bin/python","-m","pytest","-p","no:cacheprovider","-x","-q","-o","pythonpath=tests/_mut",*tests],env=env,capture_output=True,text=True)
lived=[]
for f,a,b in M:
    if root.exists(): shutil.rmtree(root)
    shutil.copytree("generator", root/"generator", ignore=shutil.ignore_patterns("__pycache__"))
    p=root/"generator"/f; t=p.read_text()
    if a not in t: print("NOT FOUND",f,a); continue
    p.write_text(t.replace(a,b))
    r=run()
    if r.returncode==0: lived.append((f,a)); print("LIVED",f,a)
shutil.rmtree(root)
r=run
print(len(M),"mutants,",len(lived),"lived")
